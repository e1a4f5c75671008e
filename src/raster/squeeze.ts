import type { Raster } from '../core/types.ts'

/**
 * The colours of a picture, squeezed to a size whatever its shape: RGB, row-major, 0–255. What is see-through is laid on white. It
 * works beside the caller's thread.
 */
export async function squeezeColours(
  { data, width, height }: Raster,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .flatten({ background: '#fff' })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
}
