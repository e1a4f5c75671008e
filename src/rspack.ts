import type { RspackPluginInstance } from '@rspack/core'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Rspack. */
interface RspackMatting {
  (options?: Options): RspackPluginInstance
  /** The same again, for `require('unplugin-matting/rspack').default`. */
  readonly default: RspackMatting
}

const create = (options?: Options): RspackPluginInstance => unplugin.rspack(options)

const matting: RspackMatting = /* #__PURE__ */ Object.assign(create, { default: create as RspackMatting })

export default matting
// What `require()` gives in a CommonJS configuration.
export { matting as 'module.exports' }
