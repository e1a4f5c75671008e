import { locateBuilt } from '../../core/built-file.ts'

/** File name of the loader of pictures in the package. */
export const LOADER_FILE = 'webpack-loader.mjs'

/** File name of the loader that prepares style sheets. */
const STYLE_LOADER_FILE = 'webpack-style-loader.mjs'

/** Absolute paths of the loaders as the package ships them: the build moves this module into a chunk of any name. */
export function findLoaders(): { readonly loader: string; readonly styleLoader: string } {
  return { loader: locateBuilt(LOADER_FILE), styleLoader: locateBuilt(STYLE_LOADER_FILE) }
}
