import { attend } from '../attend.ts'
import { downloadCutOut, keepCutOut } from '../cut-out.ts'
import { splitBatch } from '../rules.ts'
import { endAll } from '../signals.ts'
import { type Batch, withStored } from '../source.ts'
import type { Go } from '../tools.ts'
import { processPart } from './cloud.ts'

/**
 * Method "download": the source is stored once, and GET `?ci-process=GoodsMatting` answers with the cut-out, which is
 * then stored from here. Other rules have no such way, and are run over the stored source.
 */
export async function makeByDownload(batch: Batch, go: Go): Promise<void> {
  const { source, photos } = batch
  const rules = batch.jobs.filter(({ task }) => task.kind === 'rule')
  const cuts = batch.jobs.flatMap((job) => (job.task.kind === 'matting' ? [{ job, layout: job.task.layout }] : []))
  await endAll([
    ...splitBatch({ ...batch, jobs: rules }).map((part) => processPart(part, go)),
    ...cuts.map(({ job, layout }) =>
      attend([job], go, async () => {
        const png = await withStored(source, go, () => downloadCutOut({ job, layout, key: source.key }, go))
        await keepCutOut(job, png, photos, go)
      }),
    ),
  ])
}
