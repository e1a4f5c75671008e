import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'

/** A path with forward slashes, as Vite has them in ids on every system. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

/** The real path of a file, as Vite has it in ids; undefined where there is none. */
export function findFile(path: string): Promise<string | undefined> {
  return realpath(path).then(toPosix, () => undefined)
}
