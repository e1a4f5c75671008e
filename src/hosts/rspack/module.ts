import { basename, dirname, extname, join } from 'node:path'
import type { Compiler } from '@rspack/core'
import type { ImportRequest } from '../../core/asset.ts'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { foreseeExtension, isPicture } from '../../core/form.ts'
import { nameRemote } from '../../core/remote-name.ts'
import { isRemote, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import type { Outcome } from '../webpack/session.ts'
import { locatePhoto } from './locate.ts'
import type { FoundImport } from './request.ts'
import { type Form, writeResource } from './resource.ts'

/** The module of an import. */
export interface FoundModule {
  readonly resource: string
  readonly outcome: Outcome
}

/** Where a photo is. */
interface Place {
  /** Absolute path, or the address. */
  readonly photo: string
  /** Folder that the picture is taken to lie in. */
  readonly dir: string
  /** File name of the photo. */
  readonly name: string
}

/**
 * Finds the module of an import: a picture beside its photo.
 *
 * @throws MattingError `SOURCE_NOT_FOUND` where nobody can say where the photo should be
 */
export async function findModule(matting: Matting, compiler: Compiler, found: FoundImport): Promise<FoundModule> {
  const outcome = parse(matting, found)
  const place = await findPlace(compiler, found, outcome)
  if (place === undefined) return { outcome, resource: nameNothing(found) }
  const { form, name } = await foresee(matting, outcome, place)
  const { path } = splitSpecifier(found.specifier)
  const [query = ''] = found.specifier.slice(path.length).split('#')
  return { outcome, resource: writeResource({ form, path: join(place.dir, name), photo: place.photo, query }) }
}

function parse(matting: Matting, { specifier, issuer }: FoundImport): Outcome {
  try {
    return matting.parse(specifier, issuer)
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
}

async function findPlace(compiler: Compiler, found: FoundImport, outcome: Outcome): Promise<Place | undefined> {
  const { path } = splitSpecifier(found.specifier)
  // Nobody's folder: importers in several folders share the picture.
  if (isRemote(path)) return { photo: path, dir: compiler.context, name: nameRemote(path) }
  const photo = await locatePhoto(compiler, found)
  if (photo === false) return undefined
  if (photo instanceof Error) throw isMattingError(outcome) ? outcome : describeMissing(outcome, photo)
  return { photo, dir: dirname(photo), name: basename(photo) }
}

/** What is to become of an import, as far as Rspack must know it before the module is made. */
interface Prospect {
  readonly form: Form
  /** Name of the picture: its extension decides which rules apply. */
  readonly name: string
}

async function foresee(matting: Matting, outcome: Outcome, { photo, name }: Place): Promise<Prospect> {
  const named = (extension: string): string => `${basename(name, extname(name))}.${extension}`
  if (isMattingError(outcome)) return { form: 'picture', name: named('png') }
  // No rule of the project may take a module of code, or an address, for a picture.
  if (!isPicture(outcome.directives)) return { form: 'code', name: `${name}.matting` }
  const extension = foreseeExtension(outcome.directives)
  const form = chooseForm(outcome)
  if (extension !== undefined && matting.options.cos.publicUrl === undefined) return { form, name: named(extension) }
  const asset = await matting.cut(outcome, photo).catch(refuseOthers)
  if (asset?.url !== undefined && form !== 'inline') return { form: 'address', name: `${name}.matting` }
  return { form, name: asset?.name ?? named(extension ?? 'png') }
}

/** A picture that can't be made is told when its module is built, as any other. */
function refuseOthers(error: unknown): undefined {
  if (!isMattingError(error)) throw error
}

function chooseForm({ bundlerQuery }: ImportRequest): Form {
  if (bundlerQuery.has('inline')) return 'inline'
  return bundlerQuery.has('no-inline') || bundlerQuery.has('url') ? 'file' : 'picture'
}

function nameNothing({ context, specifier }: FoundImport): string {
  const { path } = splitSpecifier(specifier)
  const photo = join(context, basename(path))
  return writeResource({ form: 'nothing', path: `${photo}.matting`, photo, query: '' })
}

function describeMissing({ specifier, importer, path }: ImportRequest, cause: Error): MattingError {
  return new MattingError('SOURCE_NOT_FOUND', `The photo "${path}" was not found.`, {
    specifier,
    importer,
    cause,
    fix: 'Correct the path of the import; upper and lower case count.',
  })
}
