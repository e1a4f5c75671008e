import type { Plugin } from 'esbuild'
import type { Options } from './options/types.ts'
import { unplugin } from './unplugin.ts'

/** The plugin for esbuild. */
const matting: (options?: Options) => Plugin = unplugin.esbuild

export default matting
