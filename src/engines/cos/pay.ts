import { isRefusal } from './failures.ts'
import type { Job } from './job.ts'
import type { Go } from './tools.ts'

/** What a paid request calls on its way. */
export interface Receipt {
  /** Just before it is sent. */
  onSend(): void
  /** Once the service has all of it. */
  onSent(): void
}

/**
 * Sends a request that is paid for and whose results the service stores, and keeps account of it: in the journal, for
 * the process that comes after this one is killed, and in the jobs, for the next try. A call is closed when the service
 * has said how it went, or when not all of it was sent; else it stays open, for it may be at work still.
 */
export async function pay<T>(
  jobs: readonly Job[],
  { context, clock }: Pick<Go, 'context' | 'clock'>,
  send: (receipt: Receipt) => Promise<T>,
): Promise<T> {
  const { journal } = context
  const lost = new Set(jobs.filter(({ payment }) => payment.isSent))
  let isSent = false
  const close = (): void => {
    for (const { picture } of jobs) journal.end(picture)
  }
  const receipt: Receipt = {
    onSend() {
      for (const { picture } of jobs) journal.begin(picture)
    },
    onSent() {
      isSent = true
      for (const { payment } of jobs) payment.isSent = true
    },
  }
  for (const { payment } of jobs) payment.lostAt = undefined
  try {
    const answer = await send(receipt)
    close()
    return answer
  } catch (error) {
    const isOpen = isSent && !isRefusal(error)
    if (isOpen) for (const { payment } of jobs) payment.lostAt = clock.now()
    else close()
    // What was refused is not billed; a try before it may have been.
    if (isRefusal(error)) for (const job of jobs) job.payment.isSent = lost.has(job)
    throw error
  }
}
