import type { WebpackPluginInstance } from 'webpack'
import { applyToWebpack } from './hosts/webpack/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for webpack. */
interface WebpackMatting {
  (options?: Options): WebpackPluginInstance
  /** The same again, for `require('unplugin-matting/webpack').default`. */
  readonly default: WebpackMatting
}

const create = (options?: Options): WebpackPluginInstance => ({
  apply: (compiler) => applyToWebpack(compiler, openWith(options)),
})

const matting: WebpackMatting = /* #__PURE__ */ Object.assign(create, { default: create as WebpackMatting })

export default matting
// What `require()` gives in a CommonJS configuration.
export { matting as 'module.exports' }
