import { locateBuilt } from '../../core/built-file.ts'

/** Absolute paths of the loaders as the package ships them. */
export interface LoaderPaths {
  /** Gives a module its picture. */
  readonly picture: string
  /** Prepares sources that import remote photos. */
  readonly address: string
}

/** The build moves this module into a chunk of any name, so the package finds its loaders by its own name. */
export function findLoaders(): LoaderPaths {
  return { picture: locateBuilt('rspack-loader.mjs'), address: locateBuilt('rspack-address-loader.mjs') }
}
