import type { Plugin } from 'rolldown'
import { NAME } from './hosts/common/name.ts'
import { createRolldownHooks } from './hosts/rollup/rolldown.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for Rolldown. */
const matting = (options?: Options): Plugin => ({ name: NAME, ...createRolldownHooks(openWith(options)) })

export default matting
