import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * The version of this package. Modules that a bundler keeps on disk were made by the code of one version; the bundlers look at their own
 * packages and at the configuration only.
 */
export function readVersion(): string {
  const file = createRequire(import.meta.url).resolve('unplugin-matting/package.json')
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return version
}
