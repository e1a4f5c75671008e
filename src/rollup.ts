import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Rollup. */
const matting: (options?: Options) => import('rollup').Plugin = unplugin.rollup as never

export default matting
