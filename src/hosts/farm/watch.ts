import { type Stats, watchFile } from 'node:fs'
import { isRemote } from '../../directives/query.ts'

/** Milliseconds between two looks at a photo. */
const INTERVAL = 200

/**
 * Looks after photos, by itself: what a module is said to depend on, Farm reads as UTF-8 for its persistent cache, and aborts the
 * process at the first photo.
 *
 * @param onEdit told of a photo that was edited, or has come back
 * @returns takes photos; it never keeps a process from ending
 */
export function createPhotoWatch(onEdit: (photo: string) => unknown): (photo: string) => void {
  const photos = new Set<string>()
  return (photo) => {
    if (photos.has(photo) || isRemote(photo)) return
    photos.add(photo)
    watchFile(photo, { interval: INTERVAL, persistent: false }, (now, before) => {
      if (wasEdited(now, before)) onEdit(photo)
    })
  }
}

/** A file that is gone has no times. */
function wasEdited(now: Stats, before: Stats): boolean {
  return now.mtimeMs !== 0 && (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino || now.size !== before.size)
}
