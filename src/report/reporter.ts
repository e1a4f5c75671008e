import { relative } from 'node:path'
import { isMattingError } from '../core/errors.ts'
import type { Follower } from '../core/follower.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Logger } from '../core/types.ts'
import type { BuildFindings } from './list-items.ts'
import { createSightings } from './sightings.ts'
import type { Report, ReportSetting } from './write-report.ts'

/** What a reporter needs. */
export interface ReporterSetting extends ReportSetting {
  readonly logger: Logger
  /** Absolute path of the report that each build writes; `false` for none. */
  readonly file: false | string
}

/** Writes reports of a pipeline. */
export interface Reporter {
  /** Sees each picture that a build asks for. */
  readonly follow: Follower
  /**
   * Writes the report of a build, where one is wanted. It fails no build: what goes wrong is a warning.
   *
   * @param latest what was cut or found since the last time
   */
  finish(latest: readonly CutEntry[]): Promise<void>
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
  const { root, file, logger } = setting
  const write = (to: string, build?: BuildFindings): Promise<Report> => writeLazily(to, setting, build)
  const sightings = createSightings()
  const cuts: CutEntry[] = []
  let isWritten = false
  if (file === false) return { follow: ({ make }) => make(), finish: async () => {}, write: (to) => write(to) }
  return {
    follow: sightings.follow,
    async finish(latest) {
      if (isWritten && latest.length === 0) return
      isWritten = true
      cuts.push(...latest)
      try {
        const { totals } = await write(file, { sightings: sightings.list(), cuts })
        logger.info(
          `Report of ${totals.pictures} ${totals.pictures === 1 ? 'image' : 'images'}: ${relative(root, file)}`,
        )
      } catch (error) {
        logger.warn(isMattingError(error) ? error.message : `The report can't be written: ${String(error)}`)
      }
    },
    write: (to) => write(to),
  }
}

/** Most builds write no report, so they load nothing of it. */
async function writeLazily(file: string, setting: ReportSetting, build: BuildFindings | undefined): Promise<Report> {
  const { writeReport } = await import('./write-report.ts')
  return writeReport(file, setting, build)
}
