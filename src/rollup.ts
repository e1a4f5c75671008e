import type { Plugin } from 'rollup'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Rollup. */
const matting: (options?: Options) => Plugin = unplugin.rollup

export default matting
