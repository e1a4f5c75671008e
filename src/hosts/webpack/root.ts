import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The project of a compiler: the nearest folder with a `package.json`, from `context` upwards, where webpack puts its
 * own cache as well; `context` itself where there is none.
 */
export function findRoot(context: string): string {
  return findPackage(context) ?? context
}

function findPackage(dir: string): string | undefined {
  if (existsSync(join(dir, 'package.json'))) return dir
  const parent = dirname(dir)
  return parent === dir ? undefined : findPackage(parent)
}
