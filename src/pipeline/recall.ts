import { inspectResult } from '../raster/inspect.ts'
import type { Pin } from '../store/lockfile.ts'
import type { CutRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { Bench, Job } from './bench.ts'
import { findMaker, type Identity, keyOf, nameMaker } from './identify.ts'

/** A picture that is there already. */
export interface Recalled {
  readonly record: CutRecord
  /** Content key it is kept under. */
  readonly key: string
  /** Who made it. */
  readonly maker: Identity
}

/** What looking for pictures needs of a bench. */
export type Shelves = Pick<Bench, 'engine' | 'rules' | 'options' | 'pins' | 'renewal' | 'isDraft' | 'wanted'> & {
  readonly store: Store
}

/**
 * Finds a picture that is there already: the one an import is pinned to, where it can be had, else the one of its key. On a
 * machine without keys, and offline, the cloud's picture comes before a draft.
 */
export async function recall(bench: Shelves, job: Job): Promise<Recalled | undefined> {
  if (bench.renewal.isDue(job.key)) return undefined
  const pin = bench.pins.find(job)
  const own = await recallKey(bench, job, findMaker(bench, job.task))
  const isSettled = pin === undefined || pin.output === own?.record.sha256
  if (own !== undefined && isSettled && bench.wanted === undefined) return own
  return (await recallPinned(bench, job, pin)) ?? (await recallWanted(bench, job)) ?? own
}

async function recallKey(
  bench: Shelves,
  { task, output, source }: Job,
  maker: Identity,
): Promise<Recalled | undefined> {
  const key = keyOf({ ...bench, maker }, { task, output }, source)
  const record = await bench.store.find(key)
  return record && { record, key, maker }
}

/** The very bytes an import is pinned to, where no others are meant by now. */
async function recallPinned(bench: Shelves, job: Job, pin: Pin | undefined): Promise<Recalled | undefined> {
  if (pin?.source !== job.source || !isMeant(bench, job, pin)) return undefined
  const maker = readIdentity(bench, pin.engine)
  const known = await recallKey(bench, job, maker)
  if (known?.record.sha256 === pin.output) return known
  const bytes = await bench.store.read({ sha256: pin.output })
  if (bytes === undefined) return undefined
  const { transparent: _transparent, ...facts } = await inspectResult(bytes)
  const record: CutRecord = { ...facts, bytes: bytes.length }
  const key = keyOf({ ...bench, maker }, job, job.source)
  await bench.store.keep(key, record, bytes)
  return { record, key, maker }
}

/** A picture of another engine is meant where this one only drafts, or where a later version of a cloud would be paid for. */
function isMeant(bench: Shelves, { task }: Job, { engine }: Pin): boolean {
  const maker = findMaker(bench, task)
  if (engine === nameMaker(maker)) return true
  return bench.isDraft || (bench.engine.service !== undefined && readIdentity(bench, engine).name === maker.name)
}

/** The picture of the engine that would work if it could be reached. */
async function recallWanted(bench: Shelves, job: Job): Promise<Recalled | undefined> {
  return bench.wanted === undefined || job.task.kind === 'rule' ? undefined : recallKey(bench, job, bench.wanted)
}

/** Name and version as a lockfile has them: `cos@1`. */
function readIdentity({ engine }: Shelves, text: string): Identity {
  const at = text.lastIndexOf('@')
  const name = text.slice(0, at)
  return { name, version: text.slice(at + 1), layout: name === engine.name ? engine.layout : undefined }
}
