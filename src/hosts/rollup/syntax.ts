/** The part of ESTree that is looked at. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** All nodes of a syntax tree, parents first. */
export function collectNodes(value: unknown): SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(collectNodes)
  return isNode(value) ? [value, ...Object.values(value).flatMap(collectNodes)] : []
}

/** The nodes of a list; none where it is no list. */
export function toNodes(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** Whether a value is a node of a syntax tree with positions. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** The text of a string, or of a template without expressions; undefined for anything else. */
export function readText(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined
  const [quasi, ...more] = toNodes(node['quasis'])
  if (node.type !== 'TemplateLiteral' || more.length > 0) return undefined
  const { cooked } = (quasi?.['value'] ?? {}) as { cooked?: unknown }
  return typeof cooked === 'string' ? cooked : undefined
}
