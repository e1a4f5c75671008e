import type { OpenMatting } from './hosts/common/pipeline.ts'
import type { Options } from './options/types.ts'

/**
 * What a host opens its pipeline with. The pipeline and all it needs are loaded for the first import of a picture: a build without
 * one pays for the look at the options only.
 */
export function openWith(options: Options = {}): OpenMatting {
  const open: OpenMatting = async (setting) => {
    const { createMatting } = await import('./matting.ts')
    return createMatting(options, setting)
  }
  return Object.assign(open, {
    async check({ root = process.cwd() }) {
      const [{ resolveOptions }, { checkEngine }] = await Promise.all([
        import('./options/resolve.ts'),
        import('./engines/auto.ts'),
      ])
      const resolved = await resolveOptions(options, { root, env: process.env })
      checkEngine(resolved)
      return { isDue: resolved.dts !== false || resolved.report !== false }
    },
  } satisfies Pick<OpenMatting, 'check'>)
}
