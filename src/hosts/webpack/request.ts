import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path'
import type { Compilation, ResolveData } from 'webpack'
import type { ImportRequest } from '../../core/asset.ts'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { foreseeExtension, isPicture, requireUrl } from '../../core/form.ts'
import { nameRemote } from '../../core/remote-name.ts'
import { isRemote, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { type Facts, learnFacts } from './recall.ts'
import { hideAddress, writeResource } from './remote.ts'
import { type ModuleFactory, resolvePhoto } from './resolve.ts'
import type { Outcome } from './session.ts'
import { escapeBangs } from './specifier.ts'

/** What claiming an import needs. */
export interface Claimant {
  readonly matting: Matting
  readonly compilation: Compilation
  readonly factory: ModuleFactory
  /** Absolute path of our loader. */
  readonly loader: string
}

/** An import that was claimed. */
export interface Claim {
  readonly outcome: Outcome
  /** Resource of the module where the photo is remote. */
  readonly resource: string | undefined
  readonly facts: Facts
}

/** Where a photo is. */
interface Place {
  /** Absolute path, or the address. */
  readonly photo: string
  /** Folder that the picture is taken to lie in. */
  readonly dir: string
  /** File name of the photo. */
  readonly name: string
  /** The photo in webpack's inline form, without query. */
  readonly inline: string
}

/**
 * Rewrites the request of a claimed import: its bytes come from our loader, its resource is the photo, and for rules,
 * file names and media types it is a picture beside it. Undefined where the configuration says that the import stands for
 * nothing.
 *
 * @throws MattingError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `INVALID_DIRECTIVE`
 */
export async function claimImport(
  claimant: Claimant,
  data: ResolveData,
  specifier: string,
): Promise<Claim | undefined> {
  data.request = specifier
  const parsed = parse(claimant.matting, data)
  const place = await findPlace(claimant.factory, data, parsed)
  if (place === undefined) return undefined
  const { outcome, facts } = await foresee(claimant, parsed, place)
  data.request = writeInline(claimant, { specifier, outcome, place, name: nameModule(outcome, facts, place) })
  // What was learned is true for this build: the next one must not take the module for granted (`module.unsafeCache`).
  if (mustBeMade(claimant.matting, parsed)) data.cacheable = false
  if (isRemote(place.photo)) hideAddress(data)
  return { outcome, facts, resource: isRemote(place.photo) ? writeResource(specifier) : undefined }
}

function parse(matting: Matting, { request, contextInfo, dependencyType }: ResolveData): Outcome {
  try {
    const parsed = matting.parse(request, contextInfo.issuer)
    if (dependencyType === 'url') requireUrl(parsed, 'a `url()` of a style sheet or `new URL()`')
    return parsed
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
}

async function findPlace(factory: ModuleFactory, data: ResolveData, outcome: Outcome): Promise<Place | undefined> {
  const { path } = splitSpecifier(data.request)
  // Nobody's folder: importers in several folders share the picture.
  if (isRemote(path)) return { photo: path, dir: factory.context, name: nameRemote(path), inline: writeResource(path) }
  const photo = await resolvePhoto(factory, data)
  if (photo === false) return undefined
  if (photo instanceof Error) throw isMattingError(outcome) ? outcome : describeMissing(outcome, photo)
  if (photo.path.includes('!')) throw refusePath(photo.path)
  // webpack resolves it once more. For a relative path it looks at nothing that it has not just looked at.
  const way = relative(data.context, photo.path)
  const inline = isAbsolute(way) ? way : `./${way.replaceAll('\\', '/')}`
  return { photo: photo.path, dir: dirname(photo.path), name: basename(photo.path), inline: escapePath(inline) }
}

/** What will become of a picture; one that fails is told when the module is built, as any other. */
async function foresee(
  claimant: Claimant,
  outcome: Outcome,
  { photo, name }: Place,
): Promise<Pick<Claim, 'outcome' | 'facts'>> {
  const extension = isMattingError(outcome) ? undefined : foreseeExtension(outcome.directives)
  const facts: Facts = { name: `${basename(name, extname(name))}.${extension ?? 'png'}`, url: undefined }
  if (!mustBeMade(claimant.matting, outcome)) return { outcome, facts }
  try {
    return { outcome, facts: await learnFacts(claimant, outcome, photo) }
  } catch (error) {
    if (isMattingError(error)) return { outcome: error, facts }
    throw error
  }
}

/**
 * Whether a picture must be made before its module: where its type, or the address of a published one, is known only
 * then.
 */
function mustBeMade({ options }: Matting, outcome: Outcome): outcome is ImportRequest {
  if (isMattingError(outcome) || !isPicture(outcome.directives)) return false
  return foreseeExtension(outcome.directives) === undefined || options.cos.publicUrl !== undefined
}

/** What a module is to be taken for: a picture, or a module whatever the rules say. */
function nameModule(outcome: Outcome, facts: Facts, { dir, name }: Place): string {
  const isModule = !isMattingError(outcome) && !isPicture(outcome.directives)
  return join(dir, isModule ? `${name}.webpack[javascript/esm]` : facts.name)
}

/** webpack's inline form: `<name to take it for>!=!<loader>!<resource>`. */
function writeInline(
  { matting, loader }: Claimant,
  { specifier, outcome, place, name }: { specifier: string; outcome: Outcome; place: Place; name: string },
): string {
  const ident = isMattingError(outcome) ? outcome.code : matting.fingerprint(outcome).slice(0, 16)
  const [query = ''] = specifier.slice(splitSpecifier(specifier).path.length).split('#')
  return `${escapePath(name)}!=!${escapePath(loader)}?${ident}!${escapeBangs(place.inline + query)}`
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
