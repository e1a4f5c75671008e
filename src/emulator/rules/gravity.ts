import { refuse } from '../errors.ts'
import type { Size } from './geometry.ts'

/** Where a smaller box lies in a bigger one, as parts of what is left over: 0 is left or top, 1 right or bottom. */
const GRAVITIES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  northwest: [0, 0],
  north: [0.5, 0],
  northeast: [1, 0],
  west: [0, 0.5],
  center: [0.5, 0.5],
  east: [1, 0.5],
  southwest: [0, 1],
  south: [0.5, 1],
  southeast: [1, 1],
}

/** One of nine places in a picture. */
export type Gravity = readonly [x: number, y: number]

/** The middle. */
export const CENTER: Gravity = [0.5, 0.5]

/** Parses the name of a place, e.g. `southeast`; none is the top left corner (the vendor's page names no default). */
export function parseGravity(name = 'northwest'): Gravity {
  const gravity = Object.hasOwn(GRAVITIES, name) ? GRAVITIES[name] : undefined
  if (gravity !== undefined) return gravity
  throw refuse('InvalidArgument', `gravity is "${name}", not one of ${Object.keys(GRAVITIES).join(', ')}.`)
}

/** The part of a picture that a box at this place covers; a box is never larger than the picture. */
export function placeBox(
  source: Size,
  box: Size,
  [x, y]: Gravity,
): Size & { readonly left: number; readonly top: number } {
  const width = Math.min(box.width, source.width)
  const height = Math.min(box.height, source.height)
  return { width, height, left: Math.floor((source.width - width) * x), top: Math.floor((source.height - height) * y) }
}
