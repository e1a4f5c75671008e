import { addObservation, clearEquations, measureEquations, rightOf, solveEquations } from './equations'
import { median } from './median'

/** Terms of a quadratic surface: 1, u, v, u², uv, v². */
const TERMS: i32 = 6
/** Keeps a few odd pixels from bending the surface; the same as in training. */
const FIRST_RIDGE: f64 = 1e-3
const RIDGE: f64 = 0.3
const ROUNDS: i32 = 8
/** Bytes of a sample's colour, and of the terms there. */
const COLOUR: usize = 24
const BASIS: usize = 48

/**
 * Fits a quadratic surface to `count` colours by the terms at their places, as `../border.ts` says. `result` gets eighteen coefficients,
 * and the middle of the squared distances to the surface. `spare` is room for {@link measureEquations}, and two numbers a sample.
 */
export function fitBorder(colours: usize, bases: usize, count: i32, result: usize, spare: usize): void {
  const residuals = spare + measureEquations(TERMS)
  const sorted = residuals + ((<usize>count) << 3)
  const coefficients = rightOf(spare, TERMS)
  memory.fill(coefficients, 0, <usize>(TERMS * 3) * 8)
  measureResiduals(colours, bases, count, coefficients, residuals)
  for (let round = 0; round < ROUNDS; round++) {
    const scale = max(<f64>1e-5, findMiddle(residuals, count, sorted)) * 4
    clearEquations(spare, TERMS, FIRST_RIDGE, RIDGE)
    for (let i: usize = 0; i < <usize>count; i++) {
      const strangeness = 1 + load<f64>(residuals + (i << 3)) / scale
      addObservation(spare, TERMS, bases + i * BASIS, colours + i * COLOUR, 1 / (strangeness * strangeness))
    }
    solveEquations(spare, TERMS)
    measureResiduals(colours, bases, count, coefficients, residuals)
  }
  memory.copy(result, coefficients, <usize>(TERMS * 3) * 8)
  store<f64>(result, findMiddle(residuals, count, sorted), <usize>(TERMS * 3) * 8)
}

function findMiddle(numbers: usize, count: i32, sorted: usize): f64 {
  memory.copy(sorted, numbers, (<usize>count) << 3)
  return median(sorted, count)
}

function measureResiduals(colours: usize, bases: usize, count: i32, coefficients: usize, to: usize): void {
  for (let i = 0; i < count; i++, colours += COLOUR, bases += BASIS, to += 8) {
    const u = load<f64>(bases, 8)
    const v = load<f64>(bases, 16)
    let sum: f64 = 0
    for (let c: usize = 0; c < COLOUR; c += 8) {
      const difference = load<f64>(colours + c) - evaluateSurface(coefficients + c, u, v)
      sum += difference * difference
    }
    store<f64>(to, sum)
  }
}

/** One channel of the surface at `u`, `v`; a channel's coefficients are three numbers apart. */
function evaluateSurface(coefficients: usize, u: f64, v: f64): f64 {
  const alongU = load<f64>(coefficients, 24) + u * load<f64>(coefficients, 72) + v * load<f64>(coefficients, 96)
  const alongV = load<f64>(coefficients, 48) + v * load<f64>(coefficients, 120)
  return load<f64>(coefficients) + u * alongU + v * alongV
}

/**
 * How far `value` (0 to 1), of the channel numbered `c`, is from a backdrop at `u`, `v`: from its middle colour, three numbers at
 * `backdrop`, and the surface around that, whose coefficients follow them.
 */
export function subtractBackdrop(value: f64, backdrop: usize, c: usize, u: f64, v: f64): f64 {
  const channel = backdrop + (c << 3)
  return value - load<f64>(channel) - evaluateSurface(channel + COLOUR, u, v)
}
