import { sample } from '../../planes/kernels/sample'

/** Bytes of a colour. */
const COLOUR: usize = 12

/**
 * Squared distance of a L*a*b* colour to the backdrop's at a place, of `coarse` columns; `light`, `red` and `yellow` weigh squared
 * differences.
 */
export function measureStrangeness(
  lab: usize,
  backdrop: usize,
  coarse: i32,
  column: usize,
  row: usize,
  light: f64,
  red: f64,
  yellow: f64,
): f64 {
  const lighter = <f64>load<f32>(lab) - sample(backdrop, coarse, COLOUR, column, row)
  const redder = <f64>load<f32>(lab, 4) - sample(backdrop + 4, coarse, COLOUR, column, row)
  const yellower = <f64>load<f32>(lab, 8) - sample(backdrop + 8, coarse, COLOUR, column, row)
  return lighter * lighter * light + redder * redder * red + yellower * yellower * yellow
}
