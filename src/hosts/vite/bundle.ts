import { dirname, join, relative } from 'node:path'
import type { Asset } from '../../core/asset.ts'
import { isRemote } from '../../directives/query.ts'
import type { PhotoImport } from '../rollup/imports.ts'
import { type InlineRule, shouldInline, toDataUri } from './inline.ts'
import { toPosix } from './paths.ts'

/** What of a plugin context emits an asset. */
export interface Emitter {
  emitFile(file: { type: 'asset'; name: string; originalFileName: string; source: Uint8Array }): string
  readonly environment: { readonly config: { readonly root: string; readonly build: InlineRule } }
}

/** An import whose picture is there. */
export interface FinishedImport extends PhotoImport {
  /** Id of its module, or what else tells it from other imports of its photo: the query counts. */
  readonly id: string
  readonly asset: Asset
}

/**
 * Puts a picture into a build as Vite puts an asset: a data URI, or a file whose URL Vite writes when it knows base, chunk and
 * hash. Vite finds the URL's place by this text in every version from 5 on; `import.meta.ROLLUP_FILE_URL_…` forgets the
 * base before Vite 8. A picture with a public address is not emitted.
 *
 * @returns the URL, or what stands for it in code
 */
export async function bundlePicture(emitter: Emitter, picture: FinishedImport): Promise<string> {
  const { request, photo, asset } = picture
  if (asset.url !== undefined && !request.bundlerQuery.has('inline')) return asset.url
  const { root, build } = emitter.environment.config
  const content = toBuffer(await asset.read())
  // The path it would have beside its photo: rules by folder and by type both work.
  const file = isRemote(photo) ? join(root, asset.name) : join(dirname(photo), asset.name)
  if (shouldInline(request, build, { file, content })) return toDataUri(asset, content)
  const reference = emitter.emitFile({
    type: 'asset',
    name: asset.name,
    originalFileName: nameOriginal(picture, root),
    source: content,
  })
  return `__VITE_ASSET__${reference}__`
}

/** With the query, so that the manifest has an entry for each variant of a photo. */
function nameOriginal({ id, request, photo }: FinishedImport, root: string): string {
  return isRemote(photo) ? request.specifier : toPosix(relative(root, photo)) + id.slice(photo.length)
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
