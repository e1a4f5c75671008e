import { rm, stat } from 'node:fs/promises'
import { writeAtomic } from './write-atomic.ts'

/** Writes a file of the cache folder, which is ours: a folder that took its name is damage, and goes. */
export async function writeCacheFile(file: string, data: Uint8Array | string): Promise<void> {
  try {
    await writeAtomic(file, data)
  } catch (error) {
    if (!(await isFolder(file))) throw error
    await rm(file, { recursive: true, force: true })
    await writeAtomic(file, data)
  }
}

function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  )
}
