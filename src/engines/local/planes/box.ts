import type { Box } from '../../../core/types.ts'
import type { Field, Size } from './field.ts'

/** The box of what is more than `least`; undefined where nothing is. */
export function findBox({ data, width, height }: Field, least: number): Box | undefined {
  const [columns, rows] = [new Uint8Array(width), new Uint8Array(height)]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if ((data[i] ?? 0) > least) columns[x] = rows[y] = 1
  }
  if (!rows.includes(1)) return undefined
  const [x, y] = [columns.indexOf(1), rows.indexOf(1)]
  return { x, y, width: columns.lastIndexOf(1) + 1 - x, height: rows.lastIndexOf(1) + 1 - y }
}

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
