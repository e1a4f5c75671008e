import type { Sharp } from 'sharp'
import { openImage } from '../../raster/codec.ts'
import { refuse } from '../errors.ts'
import { MAX_EDGE, type Size } from './geometry.ts'

/** A picture while it is worked on: a lossless file that still has its EXIF data. */
export interface Canvas extends Size {
  readonly bytes: Uint8Array
}

/** One change of a picture. */
export type Edit = (canvas: Canvas) => Promise<Canvas>

/**
 * Makes a change out of what sharp is to do. Every change is carried out by itself: sharp has an order of its own, and
 * rules have the order they are written in. Pixels become sRGB; of an animation the first frame is taken.
 */
export async function editCanvas(bytes: Uint8Array, change: (image: Sharp) => Sharp): Promise<Canvas> {
  const { data, info } = await change(await openImage(bytes))
    .keepExif()
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

/** Resizes to exactly this size. */
export function resizeCanvas(canvas: Canvas, size: Size): Promise<Canvas> | Canvas {
  if (size.width === canvas.width && size.height === canvas.height) return canvas
  if (Math.max(size.width, size.height) > MAX_EDGE) {
    throw refuse('InvalidArgument', `The result has an edge of more than ${MAX_EDGE} pixels.`)
  }
  return editCanvas(canvas.bytes, (image) => image.resize({ ...size, fit: 'fill' }))
}
