import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { ResolvedOptions } from '../options/types.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Lines that keep a folder between builds, by the variable a CI sets. `npm ci` empties `node_modules`. */
const SNIPPETS: readonly (readonly [variable: string, write: (dir: string) => readonly string[]])[] = [
  [
    'GITHUB_ACTIONS',
    (dir) => [
      ...(isInstalled(dir) ? ['# after `npm ci`, which empties node_modules'] : []),
      '- uses: actions/cache@v4',
      '  with:',
      `    path: ${dir}`,
      "    key: matting-${{ hashFiles('**/matting.lock.json') }}",
      '    restore-keys: matting-',
    ],
  ],
  [
    'GITLAB_CI',
    (dir) => [
      // A job has no say in when it is restored.
      ...(isInstalled(dir) ? [`variables: { MATTING_CACHE_DIR: ${OUTSIDE} }`] : []),
      `cache: { key: matting, paths: [${isInstalled(dir) ? OUTSIDE : dir}] }`,
    ],
  ],
]

/** A folder that installing packages leaves alone. */
const OUTSIDE = '.matting-cache'

function isInstalled(dir: string): boolean {
  return dir.split('/').includes('node_modules')
}

/**
 * What to tell of a build in CI that found no cache: each such build makes all pictures again, and asks for each in the cloud.
 * Undefined where there is nothing to tell.
 */
export function adviseCiCache({ cache, root }: Pick<ResolvedOptions, 'cache' | 'root'>, env: Env): string | undefined {
  const isCi = !['', 'false', '0'].includes(env['CI'] ?? '')
  if (!isCi || cache === false || cache.store !== undefined || existsSync(cache.dir)) return undefined
  const dir = relative(root, cache.dir).replaceAll('\\', '/')
  const [, write] = SNIPPETS.find(([variable]) => env[variable] !== undefined) ?? []
  const lines = write?.(dir) ?? [`keep the folder ${dir} between builds`]
  return `no cache was found, so this build makes every picture again. Keep it:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
