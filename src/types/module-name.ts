/** How a module is declared. */
export interface ModuleName {
  readonly name: string
  /** Exact names are looked up before patterns; of patterns the first that fits is taken. */
  readonly isPattern: boolean
}

/**
 * The name under which TypeScript finds the type of an import: an alias, a package or an address as it is written; `*` before the
 * rest of a path, since paths can't be declared. Undefined where TypeScript has no name for it: it takes one `*` only.
 */
export function nameModule(specifier: string): ModuleName | undefined {
  const isPattern = /^\.{0,2}\//.test(specifier)
  if (specifier.includes('*')) return undefined
  return { isPattern, name: isPattern ? specifier.replace(/^(?:\.{0,2}\/)+/, '*/') : specifier }
}

/**
 * Puts names in the order they have to be declared in: whole ones, then patterns, the longest path first, since the pattern of
 * `a/shoe.jpg` has to be met before that of `shoe.jpg`, which fits it too; the rest by code units.
 */
export function compareNames(a: ModuleName, b: ModuleName): number {
  if (a.isPattern !== b.isPattern) return a.isPattern ? 1 : -1
  const depth = a.isPattern ? countSlashes(b.name) - countSlashes(a.name) : 0
  if (depth !== 0 || a.name === b.name) return depth
  return a.name < b.name ? -1 : 1
}

function countSlashes(name: string): number {
  return name.split('/').length
}
