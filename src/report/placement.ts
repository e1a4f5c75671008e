import type { Padding } from '../directives/layout.ts'
import type { Placement, Size } from '../raster/thumbnail.ts'

/** Longest side of a thumbnail, in pixels. */
const LONGEST = 320

/** Difference between two aspect ratios, as a factor, that is only rounding. */
const TOLERANCE = 1.02

/** Size of the thumbnail of a picture; it is never larger than the picture. */
export function fitThumbnail({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  return { width: atLeastOne(width * scale), height: atLeastOne(height * scale) }
}

/** A picture fills its thumbnail. */
export function fillCanvas(canvas: Size): Placement {
  return { canvas, box: { x: 0, y: 0, ...canvas } }
}

/**
 * Lays a photo where it is on the canvas of its cut-out: padding is no part of it, and scaling changes both. Where the output was
 * cropped or turned, the photo is shown whole, in the middle.
 *
 * @param canvas thumbnail of the cut-out
 */
export function layPhoto(photo: Size, { dx, dy }: Padding, canvas: Size): Placement {
  const padded = { width: photo.width + 2 * dx, height: photo.height + 2 * dy }
  if (hasSameShape(padded, canvas)) {
    const [across, down] = [canvas.width / padded.width, canvas.height / padded.height]
    return place(canvas, { width: photo.width * across, height: photo.height * down })
  }
  const scale = Math.min(canvas.width / photo.width, canvas.height / photo.height)
  return place(canvas, { width: photo.width * scale, height: photo.height * scale })
}

function place(canvas: Size, size: Size): Placement {
  const width = Math.min(canvas.width, atLeastOne(size.width))
  const height = Math.min(canvas.height, atLeastOne(size.height))
  const x = Math.floor((canvas.width - width) / 2)
  const y = Math.floor((canvas.height - height) / 2)
  return { canvas, box: { x, y, width, height } }
}

/** Few pixels have no exact shape, so a pixel more or less makes no difference. */
function hasSameShape(one: Size, other: Size): boolean {
  const height = (one.height * other.width) / one.width
  return Math.abs(height - other.height) <= 1 || Math.max(height / other.height, other.height / height) <= TOLERANCE
}

function atLeastOne(pixels: number): number {
  return Math.max(1, Math.round(pixels))
}
