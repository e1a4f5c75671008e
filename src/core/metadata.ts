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

/** What an import with `as=img` gives, as in imagetools. */
export interface ImgForm {
  /** URL of the largest picture. */
  readonly src: string
  /** Its width in pixels. */
  readonly w: number
  /** Its height in pixels. */
  readonly h: number
  /** Left out where there is one picture only. */
  readonly srcset?: string | undefined
}

/** What an import with `as=picture` gives, as in imagetools. */
export interface PictureForm {
  /** Format → `srcset`. */
  readonly sources: Readonly<Record<string, string>>
  /** The largest picture of the last format. */
  readonly img: { readonly src: string; readonly w: number; readonly h: number }
}

/** All of an asset's metadata but `src`, which only the bundler knows. */
export function describeMetadata(asset: Asset): Omit<Metadata, 'src'> {
  const { width, height, format, bytes, hasAlpha, box, told } = asset
  const common = { width, height, format, bytes, hasAlpha, box }
  if (told === undefined) return common
  return { ...common, Quality: told.result['Quality'], ImageInfo: told.original, Object: told.result }
}
