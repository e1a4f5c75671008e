import { MattingError } from '../../core/errors.ts'
import type { Matting, MattingSetting } from '../../matting.ts'

/** Opens the pipeline of a plugin instance with the options the user gave; a host calls it once, when it knows its root and logger. */
export interface OpenMatting {
  (setting: MattingSetting): Promise<Matting>
  /**
   * Looks at the options alone. @returns whether a pipeline is due even where no picture is imported. @default it is
   * @throws MattingError where they are wrong
   */
  check?(setting: MattingSetting): Promise<{ readonly isDue: boolean }>
}

/** The pipeline of a plugin instance or a compiler, from one build to the next. */
export interface Pipeline {
  /** A build begins; it is opened with the first picture. @throws MattingError where the options are wrong */
  start(): Promise<void>
  /** @throws MattingError `ABORTED` between closing and the next build: what is left of a build makes nothing */
  open(): Promise<Matting>
  /** Completes a build. @returns one line on what was cut since the last one, or undefined where there was nothing */
  finish(): Promise<string | undefined>
  /** Closes it now. */
  close(): Promise<void>
}

const DUE = { isDue: true }
const NOT_DUE = { isDue: false }

/**
 * Nothing is opened yet.
 *
 * @param locate where it runs, as far as that is known by then
 */
export function createPipeline(openMatting: OpenMatting, locate: () => MattingSetting): Pipeline {
  const state: { matting?: Promise<Matting> | undefined; isClosed: boolean } = { isClosed: false }
  const open = async (): Promise<Matting> => {
    if (state.isClosed) throw new MattingError('ABORTED', 'The build was given up.')
    return (state.matting ??= openMatting(locate()))
  }
  // A pipeline that never opened has told so already, in the build.
  const findOpen = async (): Promise<Matting | undefined> => state.matting?.catch(() => undefined)
  return {
    async start() {
      state.isClosed = false
      const { isDue } = state.matting ? NOT_DUE : ((await openMatting.check?.(locate())) ?? DUE)
      if (isDue) await open()
    },
    open,
    finish: async () => (await findOpen())?.finish(),
    async close() {
      const matting = findOpen()
      Object.assign(state, { matting: undefined, isClosed: true })
      await (await matting)?.close()
    },
  }
}
