import type { SourceMap } from 'magic-string'

/** A string in code that names a photo. */
export interface PhotoLiteral {
  /** `url`: a value is to stand in its place; `import`: it is the source of an import already. */
  readonly kind: 'url' | 'import'
  readonly specifier: string
  /** Where the literal stands in the code, quotes included. */
  readonly start: number
  readonly end: number
}

/** Puts specifiers in the place of literals; URLs become imports, so that they go the way of every other import. */
export async function importLiterals(
  code: string,
  literals: readonly PhotoLiteral[],
): Promise<{ readonly code: string; readonly map: SourceMap }> {
  const { default: MagicString } = await import('magic-string')
  const text = new MagicString(code)
  for (const [index, { kind, specifier, start, end }] of literals.entries()) {
    const source = JSON.stringify(specifier)
    const name = `__matting_url_${index}`
    text.update(start, end, kind === 'url' ? name : source)
    // Behind the code: imports are hoisted anyway, and directives such as 'use client' stay first.
    if (kind === 'url') text.append(`\nimport ${name} from ${source};`)
  }
  return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
}
