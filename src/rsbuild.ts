import type { RsbuildPlugin } from '@rsbuild/core'
import { NAME } from './hosts/common/name.ts'
import { createRspackPlugin } from './hosts/rspack/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for Rsbuild. */
interface RsbuildMatting {
  (options?: Options): RsbuildPlugin
  /** The same again, for `require('unplugin-matting/rsbuild').default`. */
  readonly default: RsbuildMatting
}

/** One instance of Rspack's plugin for each of Rsbuild's environments. */
const create = (options?: Options): RsbuildPlugin => ({
  name: NAME,
  setup(api) {
    api.modifyRspackConfig((_config, { appendPlugins }) => appendPlugins(createRspackPlugin(openWith(options))))
  },
})

const matting: RsbuildMatting = /* #__PURE__ */ Object.assign(create, { default: create as RsbuildMatting })

export default matting
// What `require()` gives in a CommonJS configuration.
export { matting as 'module.exports' }
