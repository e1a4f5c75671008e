import { differ, LIGHTNESS, RED, YELLOW } from './difference'

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
  const lighter = differ(lab, backdrop, coarse, column, row, LIGHTNESS)
  const redder = differ(lab, backdrop, coarse, column, row, RED)
  const yellower = differ(lab, backdrop, coarse, column, row, YELLOW)
  return lighter * lighter * light + redder * redder * red + yellower * yellower * yellow
}
