import { MattingError } from '../../core/errors.ts'
import type { Task } from '../../directives/task.ts'
import { canBeTransparent, findPngFault } from './png.ts'

/**
 * What is wrong with a result, in words that follow "it is"; `undefined` when nothing is. That it decodes and has real
 * alpha is checked by the pipeline, for every engine.
 *
 * @param photos what it must not be: the photo, and what was uploaded for it
 */
export function findResultFault({ kind }: Task, bytes: Uint8Array, photos: readonly Uint8Array[]): string | undefined {
  if (kind === 'rule') return bytes.length === 0 ? 'empty' : undefined
  const isPhoto = photos.some((photo) => Buffer.compare(bytes, photo) === 0)
  return isPhoto ? 'the photo itself, unchanged' : findPngFault(bytes)
}

/**
 * What is wrong with a result found in the bucket: as above, and a cut-out that can't be one by its header. Such an
 * object would be a trap for ever, if it were taken.
 */
export function findStoredFault(task: Task, bytes: Uint8Array, photos: readonly Uint8Array[]): string | undefined {
  const fault = findResultFault(task, bytes, photos)
  if (fault !== undefined || task.kind === 'rule') return fault
  return canBeTransparent(bytes) ? undefined : 'a picture without transparency'
}

/** The error for a result that can't be used. */
export function refuseResult(key: string, fault: string): MattingError {
  return new MattingError('ENGINE_RESULT', `Cloud Infinite made ${key}, but it is ${fault}.`, {
    fix: `Check in the CI console that AI image processing is enabled for the bucket, delete ${key} there, and build again.`,
  })
}
