import { hasMarker, MARKED_TEXT_RE } from '../../directives/query.ts'
import type { PhotoLiteral } from './literals.ts'
import { collectNodes, isNode, readText, toNodes } from './syntax.ts'

/** Code that may hold `new URL('./shoe.jpg?matting', import.meta.url)`; a cheap test before it is parsed. */
export const NEW_URL_RE: RegExp = new RegExp(`new\\s+URL\\([^)]*${MARKED_TEXT_RE.source}[\\s\\S]*?import\\.meta\\.url`)

/**
 * Finds each `new URL(<literal with a marker>, import.meta.url)`. Templates with expressions are left alone: what they
 * name is known only at run time.
 *
 * @param program ESTree of a module, with positions
 */
export function findPhotoUrls(program: unknown): PhotoLiteral[] {
  return collectNodes(program).flatMap((node) => {
    if (node.type !== 'NewExpression' || !isUrlClass(node['callee'])) return []
    const [first, second] = toNodes(node['arguments'])
    const specifier = first && isModuleUrl(second) ? readText(first) : undefined
    if (first === undefined || specifier === undefined || !hasMarker(specifier)) return []
    return [{ kind: 'url', specifier, start: first.start, end: first.end }]
  })
}

function isUrlClass(value: unknown): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === 'URL'
}

function isModuleUrl(value: unknown): boolean {
  if (!isNode(value) || value.type !== 'MemberExpression') return false
  const { object, property } = value
  return isNode(object) && object.type === 'MetaProperty' && isNode(property) && property['name'] === 'url'
}
