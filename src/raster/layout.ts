import type { Raster } from '../core/types.ts'
import type { Layout } from '../directives/layout.ts'
import { findBox } from './box.ts'

/** Where the raster's top left corner comes to lie on the new canvas, which may be outside of it. */
interface Shift {
  readonly x: number
  readonly y: number
}

/**
 * Lays a cut-out on its canvas as GoodsMatting does. Centring keeps the canvas and moves the product's bounding box to its
 * middle (half a pixel up and left where it cannot be exact); then padding makes the canvas 2·dx wider and 2·dy higher.
 * The product always fits: nothing visible is lost. The raster itself stays as it is.
 */
export function layOut(raster: Raster, { center, padding }: Layout): Raster {
  const shift = center ? findCentring(raster) : { x: 0, y: 0 }
  const isPlain = shift.x === 0 && shift.y === 0 && padding.dx === 0 && padding.dy === 0
  if (isPlain) return raster
  const width = raster.width + 2 * padding.dx
  const height = raster.height + 2 * padding.dy
  const canvas = { data: new Uint8Array(width * height * 4), width, height }
  copyShifted(raster, canvas, { x: shift.x + padding.dx, y: shift.y + padding.dy })
  return canvas
}

function findCentring(raster: Raster): Shift {
  const box = findBox(raster)
  if (box === undefined) return { x: 0, y: 0 }
  return {
    x: Math.floor((raster.width - box.width) / 2) - box.x,
    y: Math.floor((raster.height - box.height) / 2) - box.y,
  }
}

/** Copies what falls on the canvas; centring may push fully transparent margins over its rim. */
function copyShifted(raster: Raster, canvas: Raster, shift: Shift): void {
  const left = Math.max(0, shift.x)
  const right = Math.min(canvas.width, shift.x + raster.width)
  for (let y = Math.max(0, shift.y); y < Math.min(canvas.height, shift.y + raster.height); y++) {
    const from = ((y - shift.y) * raster.width + left - shift.x) * 4
    canvas.data.set(raster.data.subarray(from, from + (right - left) * 4), (y * canvas.width + left) * 4)
  }
}
