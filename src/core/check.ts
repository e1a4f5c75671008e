import { MattingError } from './errors.ts'
import type { Box } from './types.ts'

/** What is found when a result is decoded. */
export interface ResultFacts {
  /** `png`, `jpeg`, `webp`, `avif`, `gif`, `tiff` or `svg`; else sharp's name of the format. */
  readonly format: string
  readonly width: number
  readonly height: number
  /** Whether the file has an alpha channel. */
  readonly hasAlpha: boolean
  /** The smallest box around what can be seen; undefined where nothing can. */
  readonly box: Box | undefined
  /** Share of pixels that are at least half opaque, 0 to 1. */
  readonly coverage: number
  /** Whether any pixel is less than fully opaque. */
  readonly transparent: boolean
  /** Hex sha256 of the file. */
  readonly sha256: string
}

/**
 * Confidence below which a cut-out should be looked at. On photos of kinds the embedded engine's network was not trained on, every
 * failure had less, and what had more was right but for details (mean IoU .958).
 */
const LOW_CONFIDENCE = 0.9

/** Coverage outside these bounds is no product on a canvas. */
const PLAUSIBLE_COVERAGE = { least: 0.005, most: 0.98 }

/**
 * Refuses a result that is no cut-out: another format, the original returned, or nothing transparent in it.
 *
 * @throws MattingError `ENGINE_RESULT`
 */
export function checkResult(facts: ResultFacts, engine: string, source: string): void {
  const fault = findFault(facts, source)
  if (fault === undefined) return
  throw new MattingError('ENGINE_RESULT', `Engine "${engine}" returned ${fault}; it is not kept.`, {
    fix: 'Try another photo with the product clear of its background, or another engine.',
  })
}

function findFault(facts: ResultFacts, source: string): string | undefined {
  if (facts.format !== 'png') return `a ${facts.format} file instead of a PNG`
  if (facts.sha256 === source) return 'the original photo'
  if (!facts.transparent) return 'a picture without transparency'
  return undefined
}

/** What a user should know of a finished cut-out; undefined where it looks right. */
export function findDoubt(cut: {
  readonly coverage: number
  readonly confidence?: number | undefined
}): string | undefined {
  const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
  if (cut.coverage < PLAUSIBLE_COVERAGE.least) return `the cut-out is nearly empty (${percent(cut.coverage)} covered)`
  if (cut.coverage > PLAUSIBLE_COVERAGE.most) return `nearly nothing was cut away (${percent(cut.coverage)} covered)`
  if (cut.confidence !== undefined && cut.confidence < LOW_CONFIDENCE) {
    return `the outline is doubtful (confidence ${cut.confidence.toFixed(2)})`
  }
  return undefined
}
