import { MattingError } from '../../core/errors.ts'
import type { Matting } from '../../matting.ts'

/** The pipeline of a compiler, from one run to the next. */
export interface Pipeline {
  /** Opens it where it is not; a run begins. */
  start(): Promise<Matting>
  /** @throws MattingError `ABORTED` between closing and the next run: what is left of a run makes nothing */
  open(): Promise<Matting>
  takeSummary(): Promise<string | undefined>
  close(): Promise<void>
}

/** Nothing is opened yet. */
export function createPipeline(openMatting: () => Promise<Matting>): Pipeline {
  const state: { matting?: Promise<Matting> | undefined; isClosed: boolean } = { isClosed: false }
  const open = async (): Promise<Matting> => {
    if (state.isClosed) throw new MattingError('ABORTED', 'The build was given up.')
    return (state.matting ??= openMatting())
  }
  return {
    start: () => {
      state.isClosed = false
      return open()
    },
    open,
    takeSummary: async () => (await state.matting)?.takeSummary(),
    close: async () => {
      const { matting } = state
      Object.assign(state, { matting: undefined, isClosed: true })
      await (await matting?.catch(() => undefined))?.close()
    },
  }
}
