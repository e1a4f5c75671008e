import type { Box } from '../../../core/types.ts'
import type { Size } from './field.ts'

/** The box with `margin` more pixels on every side, as far as the picture goes. */
export function growBox({ x, y, width, height }: Box, margin: number, bounds: Size): Box {
  const left = Math.max(0, x - margin)
  const top = Math.max(0, y - margin)
  return {
    x: left,
    y: top,
    width: Math.min(bounds.width, x + width + margin) - left,
    height: Math.min(bounds.height, y + height + margin) - top,
  }
}

/** A box of one grid in the pixels of another over the same picture, rounded outwards. */
export function scaleBox(box: Box, from: Size, to: Size): Box {
  const x = Math.floor((box.x * to.width) / from.width)
  const y = Math.floor((box.y * to.height) / from.height)
  return {
    x,
    y,
    width: Math.min(to.width, Math.ceil(((box.x + box.width) * to.width) / from.width)) - x,
    height: Math.min(to.height, Math.ceil(((box.y + box.height) * to.height) / from.height)) - y,
  }
}
