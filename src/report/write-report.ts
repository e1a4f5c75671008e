import type { ImportRequest } from '../core/asset.ts'
import { describeCause, MattingError } from '../core/errors.ts'
import type { Price } from '../options/types.ts'
import type { Plan } from '../pipeline/plan.ts'
import { writeAtomic } from '../store/write-atomic.ts'
import type { ReportEntry } from './entry.ts'
import { type BuildFindings, listItems } from './list-items.ts'
import { writePage } from './page.ts'
import { createPathWriter } from './paths.ts'
import { nameSighting } from './sightings.ts'
import { makeThumbnails, type Shelf } from './thumbnails.ts'
import { countTotals, labelCosts, type Totals } from './totals.ts'

/** What reports are made of. */
export interface ReportSetting {
  /** Absolute path of the project. */
  readonly root: string
  readonly price: Price | undefined
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

/**
 * Writes a report.
 *
 * @param file absolute path
 * @param build undefined where the project is meant as it is
 * @throws MattingError `OUTPUT_UNWRITABLE`
 */
export async function writeReport(
  file: string,
  { root, price, shelf, plan, fingerprint }: ReportSetting,
  build: BuildFindings | undefined,
): Promise<Report> {
  const nameOf = (request: ImportRequest, photo: string): string => nameSighting(fingerprint(request), photo)
  const items = listItems({ build, plan: await plan(), nameOf, paths: createPathWriter(root) })
  const entries = items.map(({ entry }) => entry)
  const thumbnails = await makeThumbnails(items, shelf)
  const costs = labelCosts(entries, price)
  const totals = countTotals(entries, price)
  const cards = entries.map((entry, index) => ({ entry, thumbnails: thumbnails[index], cost: costs.get(entry.id) }))
  await save(file, writePage({ cards, totals, written: new Date() }))
  return { file, entries, totals }
}

async function save(file: string, text: string): Promise<void> {
  await writeAtomic(file, text).catch((cause: unknown) => {
    const detail = describeCause(cause)
    throw new MattingError('OUTPUT_UNWRITABLE', `The report ${file} can't be written: ${detail}`, {
      cause,
      fix: 'Name a file that can be written with the option `report`, or `--out`.',
    })
  })
}
