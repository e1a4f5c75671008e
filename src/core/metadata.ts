import type { Asset } from './asset.ts'
import type { Box } from './types.ts'

/** What an import with `as=metadata` gives. */
export interface Metadata {
  /** URL of the picture. */
  readonly src: string
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** `png`, `jpeg`, `webp`, `avif`, `gif`, `tiff` or `svg`. */
  readonly format: string
  /** Size of the file in bytes. */
  readonly bytes: number
  readonly hasAlpha: boolean
  /** Bounding box of what can be seen, in pixels of the picture. */
  readonly box: Box
  /** Rules only: the result's quality, 1 to 100, where the service told it. */
  readonly Quality?: number | string | undefined
  /** Rules only: `OriginalInfo.ImageInfo`, what the service tells of the photo: `Format Width Height Quality Ave Orientation`. */
  readonly ImageInfo?: Readonly<Record<string, string | number>> | undefined
  /** Rules only: `ProcessResults.Object`, what the service tells of the result, in its own words. */
  readonly Object?: Readonly<Record<string, string | number>> | undefined
}

/** All of an asset's metadata but `src`, which only the bundler knows. */
function describeMetadata(asset: Asset): Omit<Metadata, 'src'> {
  const { width, height, format, bytes, hasAlpha, box, told } = asset
  const common = { width, height, format, bytes, hasAlpha, box }
  if (told === undefined) return common
  return { ...common, Quality: told.result['Quality'], ImageInfo: told.original, Object: told.result }
}

/**
 * The module of an import with `as=metadata`: it takes the URL from the import of the picture itself, so that the bundler
 * treats that as any picture.
 *
 * @param picture specifier of the same import with `as=url`
 */
export function writeMetadataModule(asset: Asset, picture: string): string {
  const fields = JSON.stringify(describeMetadata(asset)).slice(1)
  return `import src from ${JSON.stringify(picture)}\nexport default { src, ${fields}\n`
}
