import { createUnplugin, type UnpluginFactory, type UnpluginInstance } from 'unplugin'
import { applyToEsbuild } from './hosts/esbuild/index.ts'
import { createFarmHooks } from './hosts/farm/index.ts'
import { NAME } from './hosts/common/name.ts'
import { createRollupHooks } from './hosts/rollup/index.ts'
import { createRolldownHooks } from './hosts/rollup/rolldown.ts'
import { applyToRspack } from './hosts/rspack/index.ts'
import { createViteHooks } from './hosts/vite/index.ts'
import { applyToWebpack } from './hosts/webpack/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/**
 * Which host for which bundler. Each bundler has hooks of its own: `docs/architecture.md` says why. The entries of single bundlers use
 * their hosts directly: loading all of them, and what unplugin needs for hooks that we don't have, takes longer than a small build.
 */
export const unpluginFactory: UnpluginFactory<Options | undefined, false> = (options = {}) => {
  const open = openWith(options)
  return {
    name: NAME,
    vite: createViteHooks(open),
    rollup: createRollupHooks(open),
    rolldown: createRolldownHooks(open),
    esbuild: { setup: (build) => applyToEsbuild(build, open) },
    farm: createFarmHooks(open),
    rspack: (compiler) => applyToRspack(compiler, open),
    webpack: (compiler) => applyToWebpack(compiler, open),
  }
}

/** The plugin of every bundler. */
export const unplugin: UnpluginInstance<Options | undefined, false> = /* #__PURE__ */ createUnplugin(unpluginFactory)
