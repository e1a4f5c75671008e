import type { Logger } from '../../core/types.ts'
import type { Matting, MattingSetting } from '../../matting.ts'
import { createPipeline, type OpenMatting } from './pipeline.ts'

/** Where the builds of a plugin instance run. */
export interface SessionSetting {
  /** Absolute path of the project. */
  readonly root: string
  readonly logger: Logger
}

/** How a build ended. */
export interface Ending {
  /** Whether to tell the summary: not of a failed build, nor of a dev server. */
  readonly tell: boolean
  /** Whether another build follows (watch mode): the pipeline stays open for it. */
  readonly again: boolean
}

/**
 * The pipeline of a plugin instance, open while any of its builds runs. Vite runs several builds (environments) with one
 * instance, one after the other or at the same time, so the last one out closes the door.
 */
export interface Session {
  /** Says where builds run. Later settings replace the logger only: the pipeline may be open already. */
  prepare(setting: SessionSetting): void
  /** Counts a build in and opens the pipeline. @throws MattingError where the options are wrong */
  begin(): Promise<void>
  /** The pipeline. @throws MattingError `ABORTED` when it was closed and no build has begun since */
  use(): Promise<Matting>
  /** Counts a build out and closes the pipeline behind the last one. */
  end(ending: Ending): Promise<void>
  /** Closes the pipeline now. */
  close(): Promise<void>
}

/**
 * Makes a session. Nothing is opened yet.
 *
 * @param more what the pipeline is opened with besides
 */
export function createSession(open: OpenMatting, more?: () => Pick<MattingSetting, 'follow'>): Session {
  let setting: SessionSetting | undefined
  let running = 0
  // Each build has a logger of its own, the pipeline outlives builds.
  const logger: Logger = {
    info: (message) => setting?.logger.info(message),
    warn: (message) => setting?.logger.warn(message),
  }
  const pipeline = createPipeline(open, () => ({ root: setting?.root, logger, ...more?.() }))
  const close = (): Promise<void> => {
    running = 0
    return pipeline.close()
  }
  return {
    prepare: (next) => void (setting = next),
    async begin() {
      running++
      await pipeline.start()
    },
    use: pipeline.open,
    async end({ tell, again }) {
      running = Math.max(0, running - 1)
      const summary = await pipeline.finish()
      if (tell && summary !== undefined) logger.info(summary)
      if (running === 0 && !again) await close()
    },
    close,
  }
}
