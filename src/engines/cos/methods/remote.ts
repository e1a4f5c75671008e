import { MattingError } from '../../../core/errors.ts'
import type { RemotePhoto } from '../../../core/types.ts'
import { attend } from '../attend.ts'
import { downloadCutOut, keepCutOut } from '../cut-out.ts'
import type { Job } from '../job.ts'
import { endAll } from '../signals.ts'
import type { Go } from '../tools.ts'

/** Photos that only their address is known of: the service fetches them itself, by `detect-url`. */
export function makeRemote({ url, name }: RemotePhoto, jobs: readonly Job[], go: Go): Promise<void> {
  const make = async (job: Job): Promise<void> => {
    if (job.task.kind === 'rule') throw refuseRule(name)
    const png = await downloadCutOut({ job, layout: job.task.layout, url }, go)
    await keepCutOut(job, png, [], go)
  }
  return endAll(jobs.map((job) => attend([job], go, () => make(job))))
}

function refuseRule(name: string): MattingError {
  return new MattingError('COS_REJECTED', `Rules can't be run over "${name}" where it is: only cut-outs are made so.`, {
    fix: 'Download the photo into the project, and import it from there.',
  })
}
