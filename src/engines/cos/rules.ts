import { ACTIONS, listRuleActions } from './actions.ts'
import { attend } from './attend.ts'
import { findObject, listFields, parseUploadAnswer, type UploadAnswer } from './answer.ts'
import { renderOddAnswer } from './failures.ts'
import type { Job } from './job.ts'
import { MULTIPART_FROM, uploadInParts } from './multipart.ts'
import { fetchObject, MAX_XML_BYTES, renderBodyHeaders } from './objects.ts'
import { MAX_RULES, renderPicOperations } from './operations.ts'
import { pay, type Receipt } from './pay.ts'
import { findResultFault, findStoredFault, refuseResult } from './result.ts'
import type { CosAnswer } from './send.ts'
import { endAll } from './signals.ts'
import type { Batch } from './source.ts'
import { checkSuccess } from './success.ts'
import type { Go } from './tools.ts'

/** What a request with rules answered. */
export interface RulesAnswer extends UploadAnswer {
  readonly answer: CosAnswer
}

/** Cuts a batch into what one request takes: five rules. */
export function splitBatch(batch: Batch): Batch[] {
  const count = Math.ceil(batch.jobs.length / MAX_RULES)
  return Array.from({ length: count }, (_, index) => {
    return { ...batch, jobs: batch.jobs.slice(index * MAX_RULES, (index + 1) * MAX_RULES) }
  })
}

/**
 * Uploads a source with the rules of a batch, whose results the service stores before it answers. Large ones go in parts,
 * with the rules on the request that completes them.
 */
export function uploadWithRules(batch: Batch, go: Go): Promise<RulesAnswer> {
  const { source, jobs } = batch
  const operations = renderBatch(batch, go)
  const place = go.places.sources
  return payForRules(jobs, go, (receipt) => {
    const actions = listRuleActions([], listTasks(jobs))
    if (source.bytes.length > MULTIPART_FROM) {
      return uploadInParts({ place, ...source }, go, { headers: operations, actions, receipt })
    }
    const headers = { ...renderBodyHeaders(source.bytes, source.type), ...operations }
    const request = { method: 'PUT', place, key: source.key, headers, body: source.bytes } as const
    const rest = { maxBytes: MAX_XML_BYTES, actions: [...ACTIONS.write, ...actions], ...receipt }
    return go.sender.send({ ...request, ...rest }, go.attempt)
  })
}

/** Runs the rules of a batch over its source, which is in the bucket. */
export function processStored(batch: Batch, go: Go): Promise<RulesAnswer> {
  const { source, jobs } = batch
  const headers = { 'Content-Length': '0', ...renderBatch(batch, go) }
  const actions = listRuleActions([...ACTIONS.read, ...ACTIONS.write], listTasks(jobs))
  const request = { method: 'POST', place: go.places.sources, key: source.key, headers } as const
  const rest = { query: { image_process: '' }, maxBytes: MAX_XML_BYTES, actions }
  return payForRules(jobs, go, (receipt) => go.sender.send({ ...request, ...rest, ...receipt }, go.attempt))
}

/** Fetches what an answer tells of; each job has its own success or failure. */
export function collectResults(batch: Batch, answer: RulesAnswer, go: Go): Promise<void> {
  return endAll(batch.jobs.map((job) => attend([job], go, () => collectResult(job, batch, answer, go))))
}

/** After an answer that can't be read, which was probably billed: results are used where they are there. */
export function salvageResults({ jobs, photos }: Batch, error: unknown, go: Go): Promise<void> {
  const salvage = async (job: Job): Promise<void> => {
    const bytes = await fetchObject({ place: go.places.results, key: job.key }, go).catch(() => undefined)
    if (bytes === undefined || findStoredFault(job.task, bytes, photos) !== undefined) throw error
    job.succeed({ bytes, paid: true })
  }
  return endAll(jobs.map((job) => attend([job], go, () => salvage(job))))
}

async function payForRules(
  jobs: readonly Job[],
  go: Go,
  send: (receipt: Receipt) => Promise<CosAnswer>,
): Promise<RulesAnswer> {
  return pay(jobs, go, async (receipt) => {
    const answer = await send(receipt)
    checkSuccess(answer)
    const told = parseUploadAnswer(answer.body.toString('utf8'))
    if (told !== undefined) return { ...told, answer }
    const fault = `its body (${answer.body.length} bytes) is not the XML of a request with rules`
    throw renderOddAnswer(answer, answer.context, fault)
  })
}

async function collectResult(job: Job, { source, photos }: Batch, told: RulesAnswer, go: Go): Promise<void> {
  const { key, task } = job
  const object = findObject(told.objects, key, source.key)
  const bytes = await fetchObject({ place: go.places.results, key }, go)
  if (object === undefined && bytes === undefined) {
    const { answer, objects } = told
    throw renderOddAnswer(answer, answer.context, `of ${objects.length} results it tells, none is ${key}`)
  }
  const fault = bytes === undefined ? 'not in the bucket' : findResultFault(task, bytes, photos)
  if (bytes === undefined || fault !== undefined) throw refuseResult(key, fault ?? 'missing')
  job.succeed({ bytes, paid: true, told: object && { result: listFields(object), original: told.original } })
}

function renderBatch({ jobs }: Batch, { places }: Go): Record<string, string> {
  const bucket = places.results === places.sources ? undefined : places.results.bucket
  return { 'Pic-Operations': renderPicOperations(jobs, bucket) }
}

function listTasks(jobs: readonly Job[]): Job['task'][] {
  return jobs.map(({ task }) => task)
}
