/** The name of the plugin in hooks, logs, warnings and webpack's cache. */
export const NAME = 'unplugin-matting'
