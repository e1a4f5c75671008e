import type { RspackPluginInstance } from '@rspack/core'
import { createRspackPlugin } from './hosts/rspack/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for Rspack. */
interface RspackMatting {
  (options?: Options): RspackPluginInstance
  /** The same again, for `require('unplugin-matting/rspack').default`. */
  readonly default: RspackMatting
}

const create = (options?: Options): RspackPluginInstance => createRspackPlugin(openWith(options))

const matting: RspackMatting = /* #__PURE__ */ Object.assign(create, { default: create as RspackMatting })

export default matting
// What `require()` gives in a CommonJS configuration.
export { matting as 'module.exports' }
