import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for webpack. */
const matting: (options?: Options) => import('webpack').WebpackPluginInstance = unplugin.webpack as never

export default matting
