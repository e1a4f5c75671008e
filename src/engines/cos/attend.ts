import type { Job } from './job.ts'
import type { Go } from './tools.ts'

/**
 * Works for some jobs. What goes wrong is theirs alone: they fail, or wait for the next try. Only the end of the whole
 * attempt is thrown on.
 */
export async function attend(
  jobs: readonly Job[],
  { attempt }: Pick<Go, 'attempt'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (attempt.signal.aborted) throw error
    for (const job of jobs) job.note(error)
  }
}
