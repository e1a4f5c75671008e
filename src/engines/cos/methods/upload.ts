import { attend } from '../attend.ts'
import { collectResults, splitBatch, uploadWithRules } from '../rules.ts'
import { endAll } from '../signals.ts'
import type { Batch } from '../source.ts'
import type { Go } from '../tools.ts'
import { processPart, recover } from './cloud.ts'

/**
 * Method "upload": PUT of the source with up to five rules. A photo this service has uploaded is not uploaded again:
 * further rules, also of a later run, are run over the stored source.
 */
export async function makeByUpload(batch: Batch, go: Go): Promise<void> {
  const [first, ...rest] = splitBatch(batch)
  if (first === undefined) return
  await attend(first.jobs, go, () => uploadPart(first, go))
  await endAll(rest.map((part) => processPart(part, go)))
}

async function uploadPart(part: Batch, go: Go): Promise<void> {
  const { key } = part.source
  try {
    const answer = await go.shelf.keep(key, () => uploadWithRules(part, go), go.attempt.signal)
    await (answer === undefined ? processPart(part, go) : collectResults(part, answer, go))
  } catch (error) {
    await recover(part, error, go)
  }
}
