import type { Plugin } from 'rolldown'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Rolldown. */
const matting: (options?: Options) => Plugin = unplugin.rolldown

export default matting
