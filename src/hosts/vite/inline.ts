import type { Asset, ImportRequest } from '../../core/asset.ts'

/** What decides whether Vite inlines an asset; a resolved environment's `build` has it. */
export interface InlineRule {
  readonly assetsInlineLimit: number | ((file: string, content: Buffer) => boolean | undefined)
  /** Library mode: there is no place to emit to. */
  readonly lib: unknown
}

/** What stands in for a limit where the user's function has no opinion: Vite's own default, in bytes. */
const DEFAULT_LIMIT = 4096

/**
 * Whether a cut-out becomes a data URI, by the rule that Vite has for its own assets: `?no-inline`, `?inline`, library mode,
 * then `build.assetsInlineLimit`.
 *
 * @param file path given to the user's function
 */
export function shouldInline(
  { bundlerQuery }: ImportRequest,
  { assetsInlineLimit, lib }: InlineRule,
  { file, content }: { file: string; content: Buffer },
): boolean {
  if (bundlerQuery.has('no-inline')) return false
  if (bundlerQuery.has('inline') || lib) return true
  const opinion = typeof assetsInlineLimit === 'function' ? assetsInlineLimit(file, content) : undefined
  if (opinion !== undefined && opinion !== null) return opinion
  return content.length < (typeof assetsInlineLimit === 'function' ? DEFAULT_LIMIT : Number(assetsInlineLimit))
}

/** The part of a query by which Vite decides on a file it emits or inlines itself: `?inline`, `?no-inline` or nothing. */
export function keepInlineKey({ bundlerQuery }: ImportRequest): string {
  const key = ['inline', 'no-inline'].find((name) => bundlerQuery.has(name))
  return key === undefined ? '' : `?${key}`
}

/** The bytes as a data URI. */
export function toDataUri({ type }: Asset, content: Buffer): string {
  return `data:${type};base64,${content.toString('base64')}`
}
