import type { Box } from '../../../core/types.ts'
import { createField, type Field, type Size } from './field.ts'

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

/** The part of a field in a box. */
export function cropField(field: Field, { x, y, width, height }: Box): Field {
  const { channels, data } = field
  const part = createField({ width, height }, channels)
  for (let row = 0; row < height; row++) {
    const start = ((y + row) * field.width + x) * channels
    part.data.set(data.subarray(start, start + width * channels), row * width * channels)
  }
  return part
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
