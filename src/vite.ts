import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Vite. */
const matting: (options?: Options) => import('vite').Plugin = unplugin.vite as never

export default matting
