import { isMattingError, MattingError } from '../core/errors.ts'
import type { Follower } from '../core/follower.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Logger } from '../core/types.ts'
import type { ImportRequest } from '../core/asset.ts'
import type { ResolvedOptions } from '../options/types.ts'
import type { Plan } from '../pipeline/plan.ts'
import { writeAtomic } from '../store/write-atomic.ts'
import type { ReportEntry } from './entry.ts'
import { type BuildFindings, listItems } from './list-items.ts'
import { writePage } from './page.ts'
import { createPathWriter } from './paths.ts'
import { createSightings, nameSighting } from './sightings.ts'
import { makeThumbnails, type Shelf } from './thumbnails.ts'
import { countTotals, labelCosts, type Totals } from './totals.ts'

/** What reports are made of. */
export interface ReporterSetting {
  readonly options: Pick<ResolvedOptions, 'root' | 'price' | 'report'>
  readonly logger: Logger
  /** The cache folder: pictures are read from it, and thumbnails kept in it. Nothing is asked of other machines. */
  readonly shelf: Shelf
  plan(): Promise<Plan>
  /** Hex digest of everything but the photo that decides a picture. */
  fingerprint(request: ImportRequest): string
}

/** A report that was written. */
export interface Report {
  /** Absolute path. */
  readonly file: string
  readonly entries: readonly ReportEntry[]
  readonly totals: Totals
}

/** Writes reports of a pipeline. */
export interface Reporter {
  /** Sees each picture that a build asks for. */
  readonly follow: Follower
  /** Writes the report of a build where the options ask for one. It fails no build: what goes wrong is a warning. */
  finish(cuts: readonly CutEntry[]): Promise<void>
  /**
   * Writes a report of what is in the cache. Nothing is made.
   *
   * @param file absolute path
   * @throws MattingError `OUTPUT_UNWRITABLE`
   */
  write(file: string): Promise<Report>
}

/** Makes the reporter of a pipeline; it has seen nothing yet. */
export function createReporter(setting: ReporterSetting): Reporter {
  const { options, logger } = setting
  const sightings = createSightings()
  const cuts: CutEntry[] = []
  let isWritten = false
  return {
    follow: options.report === false ? ({ make }) => make() : sightings.follow,
    async finish(latest) {
      const { report } = options
      if (report === false || (isWritten && latest.length === 0)) return
      isWritten = true
      cuts.push(...latest)
      await writeReport(report, setting, { sightings: sightings.list(), cuts }).catch((error: unknown) => {
        logger.warn(isMattingError(error) ? error.message : `The report can't be written: ${String(error)}`)
      })
    },
    write: (file) => writeReport(file, setting, undefined),
  }
}

async function writeReport(file: string, setting: ReporterSetting, build: BuildFindings | undefined): Promise<Report> {
  const { price, root } = setting.options
  const nameOf = (request: ImportRequest, photo: string): string => nameSighting(setting.fingerprint(request), photo)
  const items = listItems({ build, plan: await setting.plan(), nameOf, paths: createPathWriter(root) })
  const entries = items.map(({ entry }) => entry)
  const thumbnails = await makeThumbnails(items, setting.shelf)
  const costs = labelCosts(entries, price)
  const totals = countTotals(entries, price)
  const cards = entries.map((entry, index) => ({ entry, thumbnails: thumbnails[index], cost: costs.get(entry.id) }))
  await save(file, writePage({ cards, totals, written: new Date() }))
  return { file, entries, totals }
}

async function save(file: string, text: string): Promise<void> {
  await writeAtomic(file, text).catch((cause: unknown) => {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new MattingError('OUTPUT_UNWRITABLE', `The report ${file} can't be written: ${detail}`, {
      cause,
      fix: 'Name a file that can be written with the option `report`, or `--out`.',
    })
  })
}
