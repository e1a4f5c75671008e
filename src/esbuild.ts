import type { Plugin } from 'esbuild'
import { applyToEsbuild } from './hosts/esbuild/index.ts'
import { NAME } from './hosts/common/name.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for esbuild. */
const matting = (options?: Options): Plugin => ({
  name: NAME,
  setup: (build) => applyToEsbuild(build, openWith(options)),
})

export default matting
