import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { isRemote } from '../directives/query.ts'
import { type Alias, readAliases } from './aliases.ts'

/**
 * Finds the photo that an import means.
 *
 * @param path of the specifier, without query
 * @param importer absolute path of the file that holds it
 * @returns absolute path, or the address of a remote photo; undefined where there is none, or only the bundler can tell
 */
export type LocatePhoto = (path: string, importer: string) => Promise<string | undefined>

/**
 * Makes a function that finds photos without a bundler: beside the importer, below the root (`/img/a.jpg`), through the paths of
 * `tsconfig.json`, in packages, and through `imports` of `package.json`.
 */
export async function createLocator(root: string): Promise<LocatePhoto> {
  const aliases = await readAliases(root)
  return async (path, importer) => {
    if (isRemote(path)) return path
    if (/^\.{1,2}\//.test(path)) return findFile([resolve(dirname(importer), path)])
    if (path.startsWith('/')) return findFile([join(root, path), path])
    return (await findFile(listTargets(path, aliases))) ?? findInPackages(path, importer)
  }
}

function listTargets(path: string, aliases: readonly Alias[]): string[] {
  return aliases.flatMap(({ prefix, suffix, isPattern, targets }) => {
    if (!isPattern) return path === prefix ? targets : []
    const fits = path.length >= prefix.length + suffix.length && path.startsWith(prefix) && path.endsWith(suffix)
    const between = path.slice(prefix.length, path.length - suffix.length)
    return fits ? targets.map((target) => target.replace('*', () => between)) : []
  })
}

async function findFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile()) return path
  }
  return undefined
}

function findInPackages(path: string, importer: string): string | undefined {
  try {
    return createRequire(importer).resolve(path)
  } catch {
    return undefined
  }
}
