import { clamp, exponential } from '../../planes/kernels/functions'
import { PLACE, sample } from '../../planes/kernels/sample'
import { PRODUCT, UNKNOWN } from '../../trimap/kernels/kinds'

/** Beyond this many units of noise a colour is no mixture of the two … */
const OFF_LINE: f64 = 2
/** … and beyond this many it is not the background's. */
const OFF_BACKGROUND: f64 = 3
/** Difference to the background, 0–255, at which a colour that is no mixture is taken for pure product. */
const PURE_DIFFERENCE: f64 = 60
/** Even a colour that says nothing pulls this much, which keeps the system definite. */
const MIN_TRUST: f64 = 1e-4
/** What is nearer than this to 0 or 1 is 0 or 1: no veil over the background, none over the product. */
const VEIL: f64 = 0.02
/** Bytes of a colour. */
const COLOUR: usize = 12

/**
 * For each slot an alpha from its own colour, and how much that pulls: the colours (three planes, 0–255) are projected on the line from
 * the background's to the product's nearby (as in shared sampling, Gastal and Oliveira 2010). A colour far off that line is texture of
 * the product, not a mixture. Known pixels get no pull. `product` and `background` are pictures of `columns` columns; `across` and
 * `down` tell where the picture's columns and rows are in them. `spare` is room for six 64-bit numbers.
 */
export function guessAlpha(
  slots: usize,
  count: i32,
  trimap: usize,
  width: i32,
  colours: usize,
  product: usize,
  background: usize,
  columns: i32,
  across: usize,
  down: usize,
  noise: f64,
  trust: f64,
  target: usize,
  pull: usize,
  spare: usize,
): void {
  for (let slot = 0; slot < count; slot++) {
    const at = (<usize>slot) << 2
    const pixel = load<i32>(slots + at)
    const column = across + <usize>(pixel % width) * PLACE
    const row = down + <usize>(pixel / width) * PLACE
    for (let c: usize = 0; c < 3; c++) {
      store<f64>(spare + (c << 3), sample(product + (c << 2), columns, COLOUR, column, row))
      store<f64>(spare + (c << 3), sample(background + (c << 2), columns, COLOUR, column, row), 24)
    }
    const says = project(colours + at, (<usize>count) << 2, spare, noise, target + at)
    const isUnknown = (load<u8>(trimap + <usize>pixel) & 3) === UNKNOWN
    store<f32>(pull + at, isUnknown ? <f32>(trust * <f64>says + MIN_TRUST) : 0)
  }
}

/** Stores the alpha of a colour between two others; how much that says, 0 to 1. */
function project(colour: usize, plane: usize, layers: usize, noise: f64, to: usize): f32 {
  let along: f64 = 0
  let span: f64 = 0
  let difference: f64 = 0
  for (let c: usize = 0; c < 3; c++, colour += plane) {
    const base = load<f64>(layers + (c << 3), 24)
    const line = load<f64>(layers + (c << 3)) - base
    const offset = <f64>load<f32>(colour) - base
    along += offset * line
    span += line * line
    difference += offset * offset
  }
  const alpha = clamp(along / max(<f64>1, span), 0, 1)
  const rest = max(<f64>0, difference - 2 * alpha * along + alpha * alpha * span)
  const isTexture =
    rest > OFF_LINE * OFF_LINE * noise * noise && difference > OFF_BACKGROUND * OFF_BACKGROUND * noise * noise
  const least = isTexture ? min(<f64>1, sqrt(difference) / max(PURE_DIFFERENCE, sqrt(span))) : 0
  store<f32>(to, <f32>max(alpha, least))
  return <f32>((span / (span + 9 * noise * noise)) * exponential(-rest / (18 * noise * noise)))
}

/** Scales colours from 0–255 to 0–1. */
export function scaleColours(colours: usize, count: i32): void {
  const end = colours + ((<usize>count) << 2)
  for (; colours < end; colours += 4) store<f32>(colours, load<f32>(colours) / 255)
}

/**
 * Where to start from: 0 or 1 for known pixels; for others a coarser alpha of `columns` columns, or where there is none (0) what their
 * colours say.
 */
export function setOut(
  slots: usize,
  count: i32,
  trimap: usize,
  width: i32,
  coarse: usize,
  columns: i32,
  across: usize,
  down: usize,
  target: usize,
  alpha: usize,
): void {
  for (let slot = 0; slot < count; slot++) {
    const at = (<usize>slot) << 2
    const pixel = load<i32>(slots + at)
    const kind = load<u8>(trimap + <usize>pixel) & 3
    let start = kind === PRODUCT ? <f32>1 : <f32>0
    if (kind === UNKNOWN) {
      const column = across + <usize>(pixel % width) * PLACE
      const row = down + <usize>(pixel / width) * PLACE
      start = coarse === 0 ? load<f32>(target + at) : <f32>sample(coarse, columns, 4, column, row)
    }
    store<f32>(alpha + at, start)
  }
}

/** Lifts the veil off each alpha, which is brought into 0 … 1; the results have 64 bits. */
export function liftVeil(alpha: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const value = clamp(<f64>load<f32>(alpha + ((<usize>i) << 2)), 0, 1)
    store<f64>(to + ((<usize>i) << 3), clamp((value - VEIL) / (1 - 2 * VEIL), 0, 1))
  }
}
