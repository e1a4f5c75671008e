import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path'
import type { ResolveData } from 'webpack'
import type { ImportRequest } from '../../core/asset.ts'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { hasMarker, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { type ModuleFactory, resolvePhoto } from './resolve.ts'
import type { Outcome } from './session.ts'

/** Whether a request of webpack asks for a cut-out. One with inline loaders (`a!b`) is left to them. */
export function isClaimed(request: string): boolean {
  return request.includes('matting') && !request.includes('!') && hasMarker(request)
}

/** What claiming an import needs. */
export interface Claimant {
  readonly matting: Matting
  readonly factory: ModuleFactory
  /** Absolute path of our loader. */
  readonly loader: string
}

/**
 * Rewrites the request of a claimed import: its bytes come from our loader, its resource is the photo, and for rules,
 * file names and media types it is a PNG beside it. Undefined where the configuration says that the import stands for
 * nothing.
 *
 * @throws MattingError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`
 */
export async function claimImport(
  { matting, factory, loader }: Claimant,
  data: ResolveData,
): Promise<Outcome | undefined> {
  const outcome = parse(matting, data)
  const photo = await resolvePhoto(factory, data)
  if (photo === false) return undefined
  if (photo instanceof Error) throw isMattingError(outcome) ? outcome : describeMissing(outcome, photo)
  if (photo.path.includes('!')) throw refusePath(photo.path)
  const ident = isMattingError(outcome) ? outcome.code : matting.fingerprint(outcome).slice(0, 16)
  data.request = writeInline(photo.path, `${escapePath(loader)}?${ident}`, data)
  return outcome
}

function parse(matting: Matting, { request, contextInfo }: ResolveData): Outcome {
  try {
    return matting.parse(request, contextInfo.issuer)
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
}

/** webpack's inline form: `<name to take it for>!=!<loader>!<resource>`. */
function writeInline(photo: string, loader: string, { request, context }: ResolveData): string {
  const [query = ''] = request.slice(splitSpecifier(request).path.length).split('#')
  const picture = join(dirname(photo), `${basename(photo, extname(photo))}.png`)
  // webpack resolves it once more. For a relative path it looks at nothing that it has not just looked at.
  const way = relative(context, photo)
  const resource = isAbsolute(way) ? way : `./${way.replaceAll('\\', '/')}`
  return `${escapePath(picture)}!=!${loader}!${escapePath(resource)}${query}`
}

/** In webpack's requests a NUL takes the meaning from `#` and `?`. */
function escapePath(path: string): string {
  return path.replace(/[#?]/g, '\0$&')
}

const HINT_RE = /Did you mean '([^']+)'/

function describeMissing({ specifier, importer, path }: ImportRequest, cause: Error): MattingError {
  const near = HINT_RE.exec(cause.message)?.[1]
  return new MattingError('SOURCE_NOT_FOUND', `The photo "${path}" was not found.`, {
    specifier,
    importer,
    cause,
    fix: near === undefined ? 'Correct the path of the import; upper and lower case count.' : `Write \`${near}\`.`,
  })
}

function refusePath(photo: string): MattingError {
  return new MattingError('SOURCE_UNREADABLE', `webpack can't read "${photo}": a \`!\` in a path parts loaders.`, {
    fix: 'Rename the folder.',
  })
}
