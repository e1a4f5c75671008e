import { PLACE, sample } from '../../planes/kernels/sample'
import { PRODUCT } from './kinds'
import { measureStrangeness } from './strangeness'

/** A gap has the backdrop's colour: squared distance, in units of its noise, and the probability below which that is enough … */
const ALIKE: f64 = 4
const UNLIKELY_PRODUCT: f64 = 0.97
/** … or nearly so, where the network has its doubts too. */
const NEARLY_ALIKE: f64 = 20
const DOUBTFUL_PRODUCT: f64 = 0.6
/** From this probability on a pixel is surely product. */
const SURE_PRODUCT: f64 = 0.97
/** The product's own colour is easily taken for the backdrop's where it comes so near. */
const CONFUSABLE: f64 = 24

/**
 * Marks (bytes) the product of a `trimap` (bytes) where a gap may be. `counts` gets how many of its pixels the network is sure of, and
 * how many of these nearly have the backdrop's colour (whole numbers). Other parameters are those of `markStrange`.
 */
export function markGaps(
  lab: usize,
  trimap: usize,
  width: i32,
  height: i32,
  backdrop: usize,
  probability: usize,
  coarse: i32,
  across: usize,
  down: usize,
  light: f64,
  red: f64,
  yellow: f64,
  marked: usize,
  counts: usize,
): void {
  memory.fill(marked, 0, <usize>(width * height))
  let sure = 0
  let confusable = 0
  for (let y = 0; y < height; y++, down += PLACE) {
    for (let x = 0; x < width; x++, lab += 12, trimap++, marked++) {
      if (load<u8>(trimap) !== PRODUCT) continue
      const column = across + <usize>x * PLACE
      const p = sample(probability, coarse, 4, column, down)
      const strangeness = measureStrangeness(lab, backdrop, coarse, column, down, light, red, yellow)
      if (isGap(strangeness, p)) store<u8>(marked, 1)
      if (p <= SURE_PRODUCT) continue
      sure++
      if (strangeness < CONFUSABLE) confusable++
    }
  }
  store<i32>(counts, sure)
  store<i32>(counts, confusable, 4)
}

function isGap(strangeness: f64, p: f64): bool {
  return strangeness < ALIKE ? p < UNLIKELY_PRODUCT : strangeness < NEARLY_ALIKE && p < DOUBTFUL_PRODUCT
}
