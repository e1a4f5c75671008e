import { sep } from 'node:path'

/** A path with forward slashes, as Vite has them in ids on every system. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
