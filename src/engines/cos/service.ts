import { MattingError } from '../../core/errors.ts'
import type { Service, ServiceContext } from '../../core/service.ts'
import type { EngineImage, RemotePhoto } from '../../core/types.ts'
import { type Clock, SYSTEM_CLOCK } from './clock.ts'
import { COS_IDENTITY } from './identity.ts'
import { createJob, type Job } from './job.ts'
import { type CosSettings, derivePlaces } from './options.ts'
import { findAddress, publish } from './publish.ts'
import { obtainAll } from './run.ts'
import { createSender } from './send.ts'
import { createShelf } from './shelf.ts'
import { withSignals } from './signals.ts'
import { remember, type Tools } from './tools.ts'

/**
 * The cloud service: GoodsMatting and Persistent Image Processing of Tencent Cloud CI, over a bucket of COS. Results
 * stay in the bucket under keys that say all that made them, and are never paid for twice.
 *
 * @param settings checked already
 * @param clock what retries and the rate limit wait by
 * @throws MattingError `COS_CREDENTIALS` where the settings have neither keys nor a way to get them
 */
export function createCosService(settings: CosSettings, clock: Clock = SYSTEM_CLOCK): Service {
  const tools = createTools(settings, clock)
  const closing = new AbortController()
  const during = <T>(context: ServiceContext, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    remember(
      tools.errands,
      withSignals([context.signal, closing.signal], ({ signal }) => work(signal)),
    )
  return {
    ...COS_IDENTITY,
    run(photo, tasks, context) {
      const jobs = tasks.map((task) => createJob(task, photo.sha256, settings.prefix))
      during(context, (signal) => runJobs(jobs, photo, { ...tools, context, signal })).catch((error: unknown) => {
        for (const job of jobs) job.fail(error)
      })
      for (const job of jobs) settleAccount(job, context)
      return jobs.map(({ result }) => result)
    },
    addressOf: (publication) => findAddress(settings, publication),
    publish: (publication, context) => during(context, (signal) => publish(publication, { ...tools, context, signal })),
    async close() {
      closing.abort(new MattingError('ENGINE_FAILED', 'The COS engine is closed; make another one.'))
      // The last work of a run may be to give an upload up.
      while (tools.errands.size > 0) await Promise.all(tools.errands)
      tools.sender.close()
    },
  }
}

/** A picture that was found, or refused, was not paid for. */
function settleAccount({ result, picture, payment }: Job, { ledger }: ServiceContext): void {
  const release = (): void => ledger.release(picture)
  result.then(
    ({ paid }) => paid || release(),
    () => payment.isSent || release(),
  )
}

/** What a service has for all its work; nothing is opened yet. */
export function createTools(settings: CosSettings, clock: Clock): Tools {
  const places = derivePlaces(settings)
  const sender = createSender(settings, clock)
  return { settings, places, clock, sender, shelf: createShelf(), errands: new Set() }
}

/** Obtains what is asked for; a build that is given up hears of it at once, whatever is being done still. */
async function runJobs(
  jobs: readonly Job[],
  photo: EngineImage | RemotePhoto,
  run: Tools & { context: ServiceContext; signal: AbortSignal },
): Promise<void> {
  const { signal } = run
  const giveUp = (): void => {
    for (const job of jobs) job.fail(signal.reason)
  }
  signal.addEventListener('abort', giveUp, { once: true })
  await obtainAll(jobs, { ...run, photo })
}
