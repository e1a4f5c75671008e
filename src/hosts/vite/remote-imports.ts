import { hasMarker, isRemote, MARKED_TEXT_RE } from '../../directives/query.ts'
import type { PhotoLiteral } from '../rollup/literals.ts'
import { collectNodes, isNode, readText } from '../rollup/syntax.ts'

/** Code that may import a remote photo; a cheap test before it is parsed. */
export const REMOTE_IMPORT_RE: RegExp = new RegExp(`["'\`]https?://[^"'\`\\s]*${MARKED_TEXT_RE.source}`, 'i')

const IMPORTS: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ImportExpression',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
])

/**
 * Finds the sources of imports, static, dynamic and re-exported, that name remote photos: the dev server asks no plugin
 * about an address.
 *
 * @param program ESTree of a module, with positions
 */
export function findRemoteImports(program: unknown): PhotoLiteral[] {
  return collectNodes(program).flatMap((node) => {
    const source = IMPORTS.has(node.type) ? node['source'] : undefined
    const specifier = isNode(source) ? readText(source) : undefined
    if (!isNode(source) || specifier === undefined || !isRemote(specifier) || !hasMarker(specifier)) return []
    return [{ kind: 'import', specifier, start: source.start, end: source.end }]
  })
}
