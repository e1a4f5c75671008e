import { listPlaces } from '../planes/axis.ts'
import type { Size } from '../planes/field.ts'
import type { Shelf } from '../shelf.ts'

/** Addresses of where the columns and rows of a picture are in the mask. */
export function placeAxes(shelf: Shelf, mask: Size, picture: Size): readonly [across: number, down: number] {
  return [shelf.place(listPlaces(mask.width, picture.width)), shelf.place(listPlaces(mask.height, picture.height))]
}
