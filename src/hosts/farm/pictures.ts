import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { sha256 } from '../../core/hash.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { writeAtomic } from '../../store/write-atomic.ts'
import type { Site } from './site.ts'

/** An import, and the photo it means. */
export interface PhotoImport {
  readonly request: ImportRequest
  /** Absolute path, or the address of a remote photo. */
  readonly photo: string
}

/** A picture that lies on disk, for Farm to take as an asset. */
export interface PlacedPicture extends PhotoImport {
  /** Absolute path. */
  readonly file: string
  /** Hex sha256 of its bytes. */
  readonly sha256: string
}

/**
 * Writes a picture where Farm reads it. The path follows from the photo and from all that decides the picture but the photo's bytes: it
 * stays the same when the photo is edited, since Farm resolves an import once in a session; and it is the same on every machine.
 */
export async function placePicture(
  site: Site,
  matting: Matting,
  { request, photo, asset }: PhotoImport & { readonly asset: Asset },
): Promise<PlacedPicture> {
  const source = isRemote(photo) ? photo : relative(site.root, photo).split(sep).join('/')
  const identity = sha256([source, matting.fingerprint(request)].join('\n')).slice(0, 16)
  const file = join(site.folder, identity, asset.name)
  return refreshPicture({ request, photo, file, sha256: '' }, asset)
}

/** Writes a picture anew, where its bytes have changed. */
export async function refreshPicture(picture: PlacedPicture, asset: Asset): Promise<PlacedPicture> {
  if ((await hashFile(picture.file)) !== asset.sha256) await writeAtomic(picture.file, await asset.read())
  return { ...picture, sha256: asset.sha256 }
}

/** Hex sha256 of a file; undefined where it can't be read. */
export async function hashFile(file: string): Promise<string | undefined> {
  return readFile(file).then(sha256, () => undefined)
}
