import type { Plugin } from 'rollup'
import { NAME } from './hosts/common/name.ts'
import { createRollupHooks } from './hosts/rollup/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for Rollup. */
const matting = (options?: Options): Plugin => ({ name: NAME, ...createRollupHooks(openWith(options)) })

export default matting
