import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MattingError } from '../../core/errors.ts'
import { decodePath, splitSpecifier } from '../../directives/query.ts'

/** What of a resolved configuration says which files are public, and whether they are being built. */
interface SiteSetting {
  readonly command: 'build' | 'serve'
  /** Absolute path; `''` where there is none. */
  readonly publicDir: string
  /** What stands before the path of a public file in a finished URL. */
  readonly base: string
}

/** How a photo is referred to: an import, or what else says as much. */
export interface PhotoReference {
  /** Before the query. */
  readonly path: string
  readonly specifier: string
  /** Where it stands, as messages say it. */
  readonly importer?: string | undefined
}

/** What the hooks ask about the site that is built or served. */
export interface Site {
  prepare(setting: SiteSetting): void
  isBuilt(): boolean
  /**
   * Refuses a photo of the public folder: Vite copies these files as they are and asks no plugin about them.
   *
   * @throws MattingError `SOURCE_UNREADABLE`
   */
  check(reference: PhotoReference): void
}

/** Starts with nothing known; until the configuration is there, nothing is refused. */
export function createSite(): Site {
  let setting: SiteSetting | undefined
  return {
    prepare: (next) => void (setting = next),
    isBuilt: () => setting?.command === 'build',
    check: (reference) => setting && refusePublic(setting, reference),
  }
}

function refusePublic({ publicDir }: SiteSetting, { path, specifier, importer }: PhotoReference): void {
  if (publicDir === '' || !path.startsWith('/') || !existsSync(join(publicDir, decodePath(path)))) return
  throw new MattingError('SOURCE_UNREADABLE', `The photo "${path}" is a public file: Vite copies it as it is.`, {
    specifier,
    importer,
    fix: 'Move it out of the public folder, to `src/` for example, and name it by its path there.',
  })
}

/**
 * The reference behind a URL of a finished style sheet or page: without the base, as public files are named.
 *
 * @param url may be relative
 * @param importer the file it was found in
 */
export function readFinished({ base }: Pick<SiteSetting, 'base'>, url: string, importer: string): PhotoReference {
  const specifier = url.startsWith(base) ? `/${url.slice(base.length)}` : `/${url.replace(/^(?:\.{0,2}\/)+/, '')}`
  return { path: splitSpecifier(specifier).path, specifier, importer }
}
