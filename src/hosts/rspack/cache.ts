import type { Compiler } from '@rspack/core'
import { sha256 } from '../../core/hash.ts'
import type { Matting } from '../../matting.ts'
import { readVersion } from '../common/version.ts'

/**
 * Makes Rspack's cache on disk one of this version of the package and of these options: it takes modules over without asking for their imports again, so
 * nothing that is found at an import may be out of date. To be called before the first run.
 */
export function versionCache({ cache }: Compiler['options'], matting: Matting): void {
  if (isPersistent(cache)) cache.version = `${cache.version ?? ''}|unplugin-matting:${digestOptions(matting)}`
}

/** Whether Rspack keeps modules on disk. */
export function keepsModules({ cache }: Compiler['options']): boolean {
  return isPersistent(cache)
}

type CacheOptions = Compiler['options']['cache']

function isPersistent(cache: CacheOptions): cache is Extract<CacheOptions, { type: 'persistent' }> {
  return typeof cache === 'object' && cache.type === 'persistent'
}

/** All that decides what becomes of imports, but photos: our code, engine, service, and what words mean. */
function digestOptions({ options, parse, fingerprint }: Matting): string {
  const { presets, defaults, rules, cos } = options
  const makers = ['photo?matting', 'photo?cos=style/any'].map((specifier) => fingerprint(parse(specifier)))
  return sha256(JSON.stringify([readVersion(), makers, presets, defaults, rules, cos.publicUrl])).slice(0, 16)
}
