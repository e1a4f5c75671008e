import type { Shelf } from '../shelf.ts'
import { listPlaces } from './axis.ts'
import type { Size } from './field.ts'

/** Addresses of where the columns and rows of a picture are in a coarser one of it. */
export function placeAxes(shelf: Shelf, coarse: Size, picture: Size): readonly [across: number, down: number] {
  return [shelf.place(listPlaces(coarse.width, picture.width)), shelf.place(listPlaces(coarse.height, picture.height))]
}
