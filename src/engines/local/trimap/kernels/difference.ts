import { sample } from '../../planes/kernels/sample'

/** Bytes of a colour, and where in it its numbers are. */
const COLOUR: usize = 12
export const LIGHTNESS: usize = 0
export const RED: usize = 4
export const YELLOW: usize = 8

/** How much more of one of its numbers a L*a*b* colour has than a `layer` of `coarse` columns at a place. */
export function differ(lab: usize, layer: usize, coarse: i32, column: usize, row: usize, number: usize): f64 {
  return <f64>load<f32>(lab + number) - sample(layer + number, coarse, COLOUR, column, row)
}
