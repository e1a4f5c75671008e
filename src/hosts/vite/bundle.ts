import { dirname, join, relative } from 'node:path'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { splitSpecifier } from '../../directives/query.ts'
import { type InlineRule, shouldInline, toDataUri } from './inline.ts'
import { toPosix } from './paths.ts'

/** What of a plugin context emits an asset. */
export interface Emitter {
  emitFile(file: { type: 'asset'; name: string; originalFileName: string; source: Uint8Array }): string
  readonly environment: { readonly config: { readonly root: string; readonly build: InlineRule } }
}

/** An import that was cut. */
export interface CutImport {
  /** Id of its module: the photo's path and the query. */
  readonly id: string
  readonly request: ImportRequest
  readonly asset: Asset
}

/**
 * Puts a cut-out into a build as Vite puts an asset: a data URI, or a file whose URL Vite writes when it knows base, chunk and
 * hash. Vite finds the URL's place by this text in every version from 5 on; `import.meta.ROLLUP_FILE_URL_…` forgets the
 * base before Vite 8.
 *
 * @returns the URL, or what stands for it in code
 */
export async function bundleCutOut(emitter: Emitter, { id, request, asset }: CutImport): Promise<string> {
  const { path } = splitSpecifier(id)
  const { root, build } = emitter.environment.config
  const content = toBuffer(await asset.read())
  // The path it would have beside its photo: rules by folder and by type both work.
  const file = join(dirname(path), asset.name)
  if (shouldInline(request, build, { file, content })) return toDataUri(asset, content)
  const reference = emitter.emitFile({
    type: 'asset',
    name: asset.name,
    // With the query, so that the manifest has an entry for each variant of a photo.
    originalFileName: toPosix(relative(root, path)) + id.slice(path.length),
    source: content,
  })
  return `__VITE_ASSET__${reference}__`
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
