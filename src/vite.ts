import type { Plugin } from 'vite'
import { NAME } from './hosts/common/name.ts'
import { createViteHooks } from './hosts/vite/index.ts'
import { openWith } from './open.ts'
import type { Options } from './options/types.ts'

/** The plugin for Vite. */
const matting = (options?: Options): Plugin => ({ name: NAME, ...createViteHooks(openWith(options)) })

export default matting
