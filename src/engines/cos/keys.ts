import { sha256 } from '../../core/hash.ts'
import type { Task } from '../../directives/task.ts'
import { COS_IDENTITY } from './identity.ts'
import { renderRule } from './operations.ts'

/** Where a source is kept: by its own bytes, so the same photo is one object whatever its file is called. */
export function renderSourceKey(prefix: string, source: { sha256: string; extension: string }): string {
  return `${prefix}src/${source.sha256}.${source.extension}`
}

/** Everything that decides the pixels of a result. */
export interface ResultIdentity {
  /**
   * Hex sha256 of the photo as it is on disk. Not of the bytes uploaded: those come out of an encoder where the photo
   * had to be converted, and another version of it would pay again. Of a remote photo, that of its address.
   */
  readonly photo: string
  readonly task: Task
}

/** The hash in the key of a result: of all that makes it. */
export function hashResult({ photo, task }: ResultIdentity): string {
  return sha256([COS_IDENTITY.name, COS_IDENTITY.version, photo, renderRule(task)].join('\n'))
}

/** Where a result is kept. The key says all that made it, so an object under it never has to be paid for again. */
export function renderResultKey(prefix: string, identity: ResultIdentity): string {
  return renderKey(prefix, hashResult(identity), identity.task)
}

/** A picture that was made here of one that the service made. */
export interface LocalIdentity extends ResultIdentity {
  /** What was made of it, in its canonical form; empty where it was laid out only. */
  readonly output: string
  /** Of the file, without dot. */
  readonly extension: string
}

/** Where a picture is kept that was laid out or converted here: never under the key of one that the service made. */
export function renderLocalKey(prefix: string, { photo, task, output, extension }: LocalIdentity): string {
  const parts = [COS_IDENTITY.name, COS_IDENTITY.version, photo, renderRule(task), 'layout=local', output]
  return `${prefix}out/${sha256(parts.join('\n'))}.${extension}`
}

/** The type of what a rule makes is not known beforehand, and whether an extension would change it is nowhere said. */
function renderKey(prefix: string, hash: string, { kind }: Task): string {
  return `${prefix}out/${hash}${kind === 'matting' ? '.png' : ''}`
}
