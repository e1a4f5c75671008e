import { MattingError } from '../../core/errors.ts'
import type { Matting, MattingSetting } from '../../matting.ts'

/** Opens the pipeline of a plugin instance with the options the user gave; a host calls it once, when it knows its root and logger. */
export type OpenMatting = (setting: MattingSetting) => Promise<Matting>

/** The pipeline of a plugin instance or a compiler, from one build to the next. */
export interface Pipeline {
  /** Opens it where it is not; a build begins. @throws MattingError where the options are wrong */
  start(): Promise<Matting>
  /** @throws MattingError `ABORTED` between closing and the next build: what is left of a build makes nothing */
  open(): Promise<Matting>
  /** Completes a build. @returns one line on what was cut since the last one, or undefined where there was nothing */
  finish(): Promise<string | undefined>
  /** Closes it now. */
  close(): Promise<void>
}

/** Nothing is opened yet. */
export function createPipeline(openMatting: () => Promise<Matting>): Pipeline {
  const state: { matting?: Promise<Matting> | undefined; isClosed: boolean } = { isClosed: false }
  const open = async (): Promise<Matting> => {
    if (state.isClosed) throw new MattingError('ABORTED', 'The build was given up.')
    return (state.matting ??= openMatting())
  }
  // A pipeline that never opened has told so already, in the build.
  const findOpen = async (): Promise<Matting | undefined> => state.matting?.catch(() => undefined)
  return {
    start() {
      state.isClosed = false
      return open()
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
