import type { Plugin } from 'vite'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Vite. */
const matting: (options?: Options) => Plugin = unplugin.vite

export default matting
