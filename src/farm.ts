import type { JsPlugin } from '@farmfe/core'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for Farm. */
const matting: (options?: Options) => JsPlugin = unplugin.farm

export default matting
