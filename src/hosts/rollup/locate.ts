import { isAbsolute } from 'node:path'
import { splitSpecifier } from '../../directives/query.ts'

/** What a plugin context resolves with: Rollup's, Rolldown's and Vite's all do. */
export interface Resolver {
  resolve(source: string, importer?: string, options?: { skipSelf?: boolean }): Promise<{ id: string } | null>
}

/**
 * Finds the photo that an import means, the way the bundler finds modules: aliases, packages and the plugins of the
 * project all count.
 *
 * @returns absolute path; undefined where there is none
 */
export async function locatePhoto(
  resolver: Resolver,
  path: string,
  importer: string | undefined,
): Promise<string | undefined> {
  const resolved = await resolver.resolve(path, importer, { skipSelf: true })
  if (resolved === null) return undefined
  // Vite appends a version to files of packages.
  const photo = splitSpecifier(resolved.id).path
  return isAbsolute(photo) ? photo : undefined
}
