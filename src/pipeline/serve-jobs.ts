import type { Service, ServiceResult } from '../core/service.ts'
import type { Bench, Job } from './bench.ts'
import { describeRemote, openPhoto, staysRemote } from './photos.ts'

/** Jobs of one photo, all by one service. */
export async function serveJobs(
  context: Bench['context'],
  service: Service,
  jobs: readonly [Job, ...Job[]],
): Promise<readonly Promise<ServiceResult>[]> {
  const [first] = jobs
  const photo = staysRemote(first) ? describeRemote(first) : await openPhoto(first, context.signal)
  const tasks = jobs.map(({ task }) => task)
  context.signal.throwIfAborted()
  return service.run(photo, tasks, context)
}
