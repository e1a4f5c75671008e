import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Path of a file that the build puts into `dist`. The package finds itself, so this holds for source and built code alike. */
export function locateBuilt(name: string): string {
  return join(createRequire(import.meta.url).resolve('unplugin-matting/package.json'), '../dist', name)
}
