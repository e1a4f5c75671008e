import MagicString, { type SourceMap } from 'magic-string'
import { hasMarker } from '../../directives/query.ts'

/** Code that may hold `new URL('./shoe.jpg?matting', import.meta.url)`; a cheap test before it is parsed. */
export const NEW_URL_RE: RegExp = /new\s+URL\([^)]*matting[\s\S]*?import\.meta\.url/

/** A string in code that names a photo. */
export interface PhotoLiteral {
  readonly specifier: string
  /** Where the literal stands in the code, quotes included. */
  readonly start: number
  readonly end: number
}

/** The part of ESTree that is looked at. */
interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/**
 * Finds each `new URL(<literal with the marker>, import.meta.url)`. Templates with expressions are left alone: what they
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
    return [{ specifier, start: first.start, end: first.end }]
  })
}

/**
 * Turns the literals into imports, so that they go the way of every other import.
 *
 * @param literals what {@link findPhotoUrls} found, with the specifiers to import
 */
export function importPhotoUrls(
  code: string,
  literals: readonly PhotoLiteral[],
): { readonly code: string; readonly map: SourceMap } {
  const text = new MagicString(code)
  for (const [index, { specifier, start, end }] of literals.entries()) {
    const name = `__matting_url_${index}`
    text.update(start, end, name)
    // Behind the code: imports are hoisted anyway, and directives such as 'use client' stay first.
    text.append(`\nimport ${name} from ${JSON.stringify(specifier)};`)
  }
  return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
}

function collectNodes(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(collectNodes)
  return isNode(value) ? [value, ...Object.values(value).flatMap(collectNodes)] : []
}

function toNodes(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function isUrlClass(value: unknown): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === 'URL'
}

function isModuleUrl(value: unknown): boolean {
  if (!isNode(value) || value.type !== 'MemberExpression') return false
  const { object, property } = value
  return isNode(object) && object.type === 'MetaProperty' && isNode(property) && property['name'] === 'url'
}

function readText(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  const [quasi, ...more] = toNodes(node['quasis'])
  if (node.type !== 'TemplateLiteral' || more.length > 0) return undefined
  const { cooked } = (quasi?.['value'] ?? {}) as { cooked?: unknown }
  return typeof cooked === 'string' ? cooked : undefined
}
