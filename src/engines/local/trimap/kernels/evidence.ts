import { clamp, logarithm } from '../../planes/kernels/functions'
import { PLACE, sample } from '../../planes/kernels/sample'
import { differ, LIGHTNESS, RED, YELLOW } from './difference'

/** Weight of the network against the colours: at this size it knows roughly where the outline is, not exactly. */
const NETWORK_WEIGHT: f64 = 0.5
/** Probabilities are kept off 0 and 1 by this much. */
const PROBABILITY_MARGIN: f64 = 0.01
/** Colours say no more than this, in log likelihood. */
const MAX_COLOUR_COST: f64 = 4
/** How far colours scatter around the product's nearby, in L*a*b* units. */
const PRODUCT_SCATTER: f64 = 8
/** A shadow keeps this share of the backdrop's lightness or more; being one costs this much. */
const DEEPEST_SHADOW: f64 = 0.35
const SHADOW_COST: f64 = 2

/**
 * What speaks for product in the `region` (bytes) of a picture of L*a*b* colours; `costs` gets zeros elsewhere. `probability`, `backdrop`
 * and `product` have `coarse` columns; `across` and `down` tell where the picture's columns and rows are in them. `light`, `red` and
 * `yellow` weigh squared differences to the backdrop.
 */
export function weighEvidence(
  lab: usize,
  region: usize,
  width: i32,
  height: i32,
  probability: usize,
  backdrop: usize,
  product: usize,
  coarse: i32,
  across: usize,
  down: usize,
  light: f64,
  red: f64,
  yellow: f64,
  costs: usize,
): void {
  for (let y = 0; y < height; y++, down += PLACE) {
    for (let x = 0; x < width; x++, lab += 12, region++, costs += 4) {
      store<f32>(costs, 0)
      if (load<u8>(region) === 0) continue
      const column = across + <usize>x * PLACE
      const p = clamp(sample(probability, coarse, 4, column, down), PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
      const towards = measureProduct(lab, product, coarse, column, down)
      const away = measureBackdrop(lab, backdrop, coarse, column, down, light, red, yellow)
      const colour = clamp((away - towards) / 2, -MAX_COLOUR_COST, MAX_COLOUR_COST)
      const evidence = NETWORK_WEIGHT * logarithm(p / (1 - p)) + colour
      store<f32>(costs, <f32>evidence)
    }
  }
}

/** How far a colour is from the product's nearby. */
function measureProduct(lab: usize, product: usize, coarse: i32, column: usize, row: usize): f64 {
  const l = differ(lab, product, coarse, column, row, LIGHTNESS)
  const a = differ(lab, product, coarse, column, row, RED)
  const b = differ(lab, product, coarse, column, row, YELLOW)
  return (l * l + a * a + b * b) / (PRODUCT_SCATTER * PRODUCT_SCATTER)
}

/** How far a colour is from the backdrop's, or a shadow's on it. */
function measureBackdrop(
  lab: usize,
  backdrop: usize,
  coarse: i32,
  column: usize,
  row: usize,
  light: f64,
  red: f64,
  yellow: f64,
): f64 {
  const lightness = sample(backdrop, coarse, 12, column, row)
  const darker = <f64>load<f32>(lab) - lightness
  const redder = differ(lab, backdrop, coarse, column, row, RED)
  const yellower = differ(lab, backdrop, coarse, column, row, YELLOW)
  const isShade = darker < 0 && darker > (DEEPEST_SHADOW - 1) * lightness
  const lightDistance = darker * darker * light
  const hueDistance = redder * redder * red + yellower * yellower * yellow
  return hueDistance + (isShade ? min(lightDistance, SHADOW_COST) : lightDistance)
}
