/** The name of the plugin in every bundler: in hooks, logs, warnings and caches. */
export const NAME = 'unplugin-matting'
