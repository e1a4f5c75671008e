import type { Plugin } from 'vite'

/**
 * Takes the hooks into the bundles of web workers, too: in a build these have plugins of their own, and Vite would emit the original
 * photos there. They share one instance, and so one pipeline.
 */
export function shareWithWorkers(hooks: Partial<Plugin>): Partial<Plugin> {
  const plugin: Plugin = { name: 'unplugin-matting:worker', ...hooks }
  return {
    ...hooks,
    config: (_config, { command }) => (command === 'build' ? { worker: { plugins: () => [plugin] } } : undefined),
  }
}
