import { basename } from 'node:path'
import { MattingError } from '../core/errors.ts'
import { nameRemote } from '../core/remote-name.ts'
import type { EngineImage, RemotePhoto } from '../core/types.ts'
import { isRemote } from '../directives/query.ts'
import { readPhoto } from '../raster/photo.ts'
import { readSource } from '../sources/file.ts'
import { downloadPhoto } from '../sources/remote.ts'
import type { Job } from './bench.ts'

/** File name of a photo, for messages. */
export function namePhoto(photo: string): string {
  return isRemote(photo) ? nameRemote(photo) : basename(photo)
}

/** Whether a service fetches the photo itself: it can for cut-outs, not for rules. */
export function staysRemote({ photo, task }: Pick<Job, 'photo' | 'task'>): boolean {
  return isRemote(photo) && task.kind === 'matting'
}

/** A remote photo that is left where it is. */
export function describeRemote({ photo, source }: Job): RemotePhoto {
  return { url: photo, sha256: source, name: nameRemote(photo) }
}

/**
 * Reads the photo of a job; a remote one is downloaded.
 *
 * It is read again rather than kept since it was hashed: photos that wait for their turn would fill the memory.
 * @throws MattingError `SOURCE_UNREADABLE` also where the file changed meanwhile
 */
export async function openPhoto({ photo, source }: Job, signal: AbortSignal): Promise<EngineImage> {
  const name = namePhoto(photo)
  if (isRemote(photo)) return readPhoto(await downloadPhoto(photo, signal), name)
  const image = await readPhoto(await readSource(photo), name)
  if (image.sha256 === source) return image
  throw new MattingError('SOURCE_UNREADABLE', `"${name}" changed while it was being cut.`, {
    fix: 'Run the build again.',
  })
}
