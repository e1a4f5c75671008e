import { createRequire } from 'node:module'
import { join } from 'node:path'

/** File name of the loader in the package. */
export const LOADER_FILE = 'webpack-loader.mjs'

/** Absolute path of the loader as the package ships it: the build moves this module into a chunk of any name. */
export function findLoader(): string {
  const root = createRequire(import.meta.url).resolve('unplugin-matting/package.json')
  return join(root, '../dist', LOADER_FILE)
}
