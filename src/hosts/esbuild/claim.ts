import { basename, dirname, extname, relative, sep } from 'node:path'
import type { ImportKind, Loader } from 'esbuild'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { foreseeExtension, isPicture } from '../../core/form.ts'
import { sha256 } from '../../core/hash.ts'
import { nameRemote } from '../../core/remote-name.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'

/** An import of ours, from its resolving to its loading. */
export interface Claim {
  readonly request: ImportRequest
  /** Absolute path, or the address of a remote photo. */
  readonly photo: string
  /** The picture, where it had to be made to know its name. */
  readonly asset: Asset | undefined
}

/** What modules of ours tell of themselves when they import something. */
export interface Owner {
  /** The import that the module stands for. */
  readonly claim: Claim
}

/** Modules of code: forms, and what stands between an import and a picture that must be made first. */
export const MODULE_NAMESPACE = 'matting'

/** The same for `require()`, which gives a URL as esbuild's own loader does: no object around it. */
export const REQUIRE_NAMESPACE = 'matting-require'

/** The path of a module of code: esbuild writes it into its output, so it is the same on every machine. */
export function writeModulePath({ options: { root } }: Matting, { request, photo }: Claim): string {
  const { specifier, path } = request
  return isRemote(photo) ? specifier : relative(root, photo) + specifier.slice(path.length)
}

/** Matches what {@link writePicturePath} writes. */
export const PICTURE_RE: RegExp = /[\\/]\.matting-[\da-f]{16}[\\/]\.\.[\\/]/

/**
 * The module path of a picture: beside its photo, under the picture's name, since `assetNames` goes by the path. The folder in it
 * tells the imports of a photo apart, and is gone as soon as esbuild makes the path relative.
 */
export function writePicturePath(matting: Matting, { request, photo, asset }: Claim): string {
  const folder = isRemote(photo) ? matting.options.root : dirname(photo)
  const identity = [matting.fingerprint(request), isRemote(photo) ? photo : '', ...request.bundlerQuery.keys()]
  const hash = sha256(identity.join('\n')).slice(0, 16)
  return [folder, `.matting-${hash}`, '..', asset?.name ?? foreseeName(request, photo)].join(sep)
}

function foreseeName({ directives }: ImportRequest, photo: string): string {
  const name = isRemote(photo) ? nameRemote(photo) : basename(photo)
  return `${basename(name, extname(name))}.${foreseeExtension(directives) ?? ''}`
}

/**
 * Whether a picture must be made before esbuild hears of it: its name has the extension that its bytes turn out to want, and a
 * published picture is an address.
 */
export function mustBeMade({ options }: Matting, { directives }: ImportRequest): boolean {
  return isPicture(directives) && (foreseeExtension(directives) === undefined || options.cos.publicUrl !== undefined)
}

/** The public address that stands for a picture; `?inline` wants its bytes. */
export function findAddress({ bundlerQuery }: ImportRequest, asset: Asset | undefined): string | undefined {
  return bundlerQuery.has('inline') ? undefined : asset?.url
}

/** Whether a reference takes a URL as text, and no module. */
export function takesText(kind: ImportKind): boolean {
  return kind === 'url-token'
}

/** Loaders that give a URL. */
const URL_LOADERS: ReadonlySet<Loader> = new Set<Loader>(['file', 'copy', 'dataurl'])

/** How a picture gets into the bundle: `?inline` and `?no-inline`, then the project's loader of its type, where that gives a URL. */
export function chooseLoader(
  { bundlerQuery }: ImportRequest,
  name: string,
  loaders: Readonly<Record<string, Loader>> = {},
): Loader {
  if (bundlerQuery.has('inline')) return 'dataurl'
  const loader = loaders[extname(name)]
  if (bundlerQuery.has('no-inline') || bundlerQuery.has('url')) return 'file'
  return loader !== undefined && URL_LOADERS.has(loader) ? loader : 'file'
}
