import type { Compiler } from 'webpack'
import { readVersion } from '../common/version.ts'
import { NAME } from '../common/name.ts'

/**
 * Makes webpack's cache on disk one of this version of the package: what other versions made may be out of date. Options need no such
 * thing, they are part of each module's identity. To be called when plugins are applied; webpack reads it afterwards.
 */
export function versionCache({ cache }: Compiler['options']): void {
  if (typeof cache !== 'object' || cache.type !== 'filesystem') return
  cache.version = `${cache.version ?? ''}|${NAME}@${readVersion()}`
}
