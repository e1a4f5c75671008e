import { locateBuilt } from '../../core/built-file.ts'

/** File name of the loader in the package. */
export const LOADER_FILE = 'webpack-loader.mjs'

/** Absolute path of the loader as the package ships it: the build moves this module into a chunk of any name. */
export function findLoader(): string {
  return locateBuilt(LOADER_FILE)
}
