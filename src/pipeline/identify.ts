import type { ImportRequest } from '../core/asset.ts'
import { sha256 } from '../core/hash.ts'
import { createKey } from '../core/key.ts'
import type { Service } from '../core/service.ts'
import type { Engine } from '../core/types.ts'
import { writeCanonical } from '../directives/canonical.ts'
import { isPlainLayout, PLAIN_LAYOUT } from '../directives/layout.ts'
import { type Output, writeOutput } from '../directives/outputs.ts'
import { isRemote } from '../directives/query.ts'
import type { Task } from '../directives/task.ts'
import type { Bench, Job } from './bench.ts'

type Makers = Pick<Bench, 'engine' | 'rules' | 'options'>

/** What a key says of who makes a picture. */
export type Identity = Pick<Engine, 'name' | 'version' | 'layout'>

/** Reads a photo's content into the key of the image that a request wants of it. A remote photo is known by its address. */
export function identify(bench: Makers & Pick<Bench, 'hashSource'>, request: ImportRequest, photo: string): Job {
  const source = isRemote(photo) ? sha256(photo) : bench.hashSource(photo)
  const { task, outputs } = request.directives
  const [output] = outputs
  return { request, task, output, photo, source, key: keyOf(bench, { task, output }, source) }
}

/** The job for what an output is made of. */
export function toBaseJob(bench: Makers, job: Job): Job {
  const { task, source } = job
  return { ...job, output: undefined, key: keyOf(bench, { task }, source) }
}

/** The job for the same photo where the product was: what layouts are made from. */
export function toPlainJob(bench: Makers, job: Job): Job {
  const task: Task = { kind: 'matting', layout: PLAIN_LAYOUT }
  return toBaseJob(bench, { ...job, task })
}

/** Whether a cut-out is made here from a plain one: the engine or the options say so, and there is something to lay out. */
export function isDerived({ engine, options }: Makers, task: Task): boolean {
  const isLocal = engine.layout === 'local' || options.layout === 'local'
  return isLocal && isLaidOut(task)
}

function isLaidOut(task: Task): boolean {
  return task.kind === 'matting' && !isPlainLayout(task.layout)
}

/** Who does a task, and whose name and version its results carry. */
export function findMaker({ engine, rules }: Makers, task: Task): Identity {
  return task.kind === 'rule' ? rules : engine
}

/** Name and version as a lockfile has them: `cos@1`. */
export function nameMaker({ name, version }: Identity): string {
  return `${name}@${version}`
}

/** The service that a task is done by; undefined where the engine works alone. */
export function findService({ engine, rules }: Makers, task: Task): Service | undefined {
  return task.kind === 'rule' ? rules : engine.service
}

/**
 * The content key of an image.
 *
 * @param bench `maker` is who makes it, where that is not the one who does such tasks
 * @param source hex sha256 of the photo's file; empty for what all photos have in common
 */
export function keyOf(
  bench: Makers & { readonly maker?: Identity },
  { task, output }: { task: Task; output?: Output | undefined },
  source: string,
): string {
  const { maker = findMaker(bench, task) } = bench
  // What an engine would have laid out and what was laid out here are not the same pixels.
  const differs = maker.layout !== 'local' && bench.options.layout === 'local' && isLaidOut(task)
  const parts = [writeCanonical(task), differs ? '&layout=local' : '', output ? `|${writeOutput(output)}` : '']
  return createKey({ engine: maker, source, directives: parts.join('') })
}
