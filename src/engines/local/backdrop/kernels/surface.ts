import { addObservation, clearEquations, measureEquations, rightOf, solveEquations } from './equations'
import { median } from './median'

/** Terms of a cubic surface: powers of x and y up to the third together, those of y counting faster. */
const TERMS: i32 = 10
const FIRST_RIDGE: f64 = 1e-6
const RIDGE: f64 = 1e-3
const ROUNDS: i32 = 8
/** The biweight lets go of colours farther than this many standard deviations. */
const CUT_OFF: f64 = 6
/** Bytes of a sample's colour, and of the terms there. */
const COLOUR: usize = 24
const BASIS: usize = 80

/**
 * Fits a cubic surface to the L*a*b* colours (32-bit) of the pixels listed in `samples` (whole numbers), as `../surface.ts` says.
 * `result` gets thirty coefficients, the noise of each channel, and the share of the samples that the surface explains. `spare` is room
 * for {@link measureEquations}, and 18 numbers a sample.
 */
export function fitSurface(
  lab: usize,
  width: i32,
  height: i32,
  samples: usize,
  count: i32,
  result: usize,
  spare: usize,
): void {
  const colours = spare + measureEquations(TERMS)
  const bases = colours + <usize>count * COLOUR
  const residuals = bases + <usize>count * BASIS
  const weights = residuals + <usize>count * COLOUR
  const sorted = weights + ((<usize>count) << 3)
  const coefficients = rightOf(spare, TERMS)
  const noise = result + <usize>(TERMS * 3) * 8
  readSamples(lab, width, height, samples, count, colours, bases)
  weighFirst(colours, count, weights, sorted)
  for (let round = 0; round < ROUNDS; round++) {
    fitWeighted(spare, colours, bases, count, weights)
    for (let i = 0; i < count; i++) {
      const at = <usize>i * COLOUR
      subtractSurface(colours + at, bases + <usize>i * BASIS, coefficients, residuals + at)
    }
    for (let c: usize = 0; c < COLOUR; c += 8) store<f64>(noise + c, measureSpread(residuals + c, count, sorted))
    for (let i = 0; i < count; i++) weigh(residuals + <usize>i * COLOUR, noise, weights + ((<usize>i) << 3))
  }
  memory.copy(result, coefficients, <usize>(TERMS * 3) * 8)
  store<f64>(noise, countExplained(weights, count) / max(<f64>1, <f64>count), COLOUR)
}

function readSamples(
  lab: usize,
  width: i32,
  height: i32,
  samples: usize,
  count: i32,
  colours: usize,
  bases: usize,
): void {
  for (let i = 0; i < count; i++, colours += COLOUR, bases += BASIS) {
    const pixel = load<i32>(samples + ((<usize>i) << 2))
    const at = lab + <usize>pixel * 12
    store<f64>(colours, load<f32>(at))
    store<f64>(colours, load<f32>(at, 4), 8)
    store<f64>(colours, load<f32>(at, 8), 16)
    evaluateTerms(place(pixel % width, width), place(pixel / width, height), bases)
  }
}

/** -1 to 1. */
function place(i: i32, length: i32): f64 {
  return (<f64>i / <f64>length) * 2 - 1
}

function evaluateTerms(u: f64, v: f64, to: usize): void {
  store<f64>(to, 1)
  store<f64>(to, v, 8)
  store<f64>(to, v * v, 16)
  store<f64>(to, v * v * v, 24)
  store<f64>(to, u, 32)
  store<f64>(to, u * v, 40)
  store<f64>(to, u * (v * v), 48)
  store<f64>(to, u * u, 56)
  store<f64>(to, u * u * v, 64)
  store<f64>(to, u * u * u, 72)
}

/** At first, colours count the less the farther they are from the middle one. */
function weighFirst(colours: usize, count: i32, weights: usize, sorted: usize): void {
  const l = findMiddle(colours, count, sorted)
  const a = findMiddle(colours + 8, count, sorted)
  const b = findMiddle(colours + 16, count, sorted)
  for (let i = 0; i < count; i++, colours += COLOUR) {
    const dl = load<f64>(colours) - l
    const da = load<f64>(colours, 8) - a
    const db = load<f64>(colours, 16) - b
    store<f64>(weights + ((<usize>i) << 3), 1 / (1 + (dl * dl + da * da + db * db) / 100))
  }
}

function findMiddle(channel: usize, count: i32, sorted: usize): f64 {
  for (let i = 0; i < count; i++) store<f64>(sorted + ((<usize>i) << 3), load<f64>(channel + <usize>i * COLOUR))
  return median(sorted, count)
}

/** A robust standard deviation, at least one half. */
function measureSpread(channel: usize, count: i32, sorted: usize): f64 {
  for (let i = 0; i < count; i++) store<f64>(sorted + ((<usize>i) << 3), abs(load<f64>(channel + <usize>i * COLOUR)))
  return max(<f64>0.5, 1.4826 * median(sorted, count))
}

function fitWeighted(equations: usize, colours: usize, bases: usize, count: i32, weights: usize): void {
  clearEquations(equations, TERMS, FIRST_RIDGE, RIDGE)
  for (let i = 0; i < count; i++, colours += COLOUR, bases += BASIS, weights += 8) {
    const weight = load<f64>(weights)
    if (weight !== 0) addObservation(equations, TERMS, bases, colours, weight)
  }
  solveEquations(equations, TERMS)
}

/** What a colour differs from the surface. */
function subtractSurface(colour: usize, basis: usize, coefficients: usize, to: usize): void {
  let l: f64 = 0
  let a: f64 = 0
  let b: f64 = 0
  for (let i: usize = 0; i < BASIS; i += 8, coefficients += COLOUR) {
    const value = load<f64>(basis + i)
    l += value * load<f64>(coefficients)
    a += value * load<f64>(coefficients, 8)
    b += value * load<f64>(coefficients, 16)
  }
  store<f64>(to, load<f64>(colour) - l)
  store<f64>(to, load<f64>(colour, 8) - a, 8)
  store<f64>(to, load<f64>(colour, 16) - b, 16)
}

/** Tukey's biweight. */
function weigh(residual: usize, noise: usize, to: usize): void {
  const l = load<f64>(residual) / load<f64>(noise)
  const a = load<f64>(residual, 8) / load<f64>(noise, 8)
  const b = load<f64>(residual, 16) / load<f64>(noise, 16)
  const t = (l * l + a * a + b * b) / (CUT_OFF * CUT_OFF)
  store<f64>(to, t < 1 ? (1 - t) * (1 - t) : 0)
}

function countExplained(weights: usize, count: i32): f64 {
  let explained: f64 = 0
  for (let i = 0; i < count; i++) if (load<f64>(weights + ((<usize>i) << 3)) > 0) explained++
  return explained
}

/** The surface at every pixel, three 32-bit numbers each. Row by row: with y fixed it is a cubic in x. */
export function renderSurface(coefficients: usize, width: i32, height: i32, to: usize): void {
  for (let y = 0; y < height; y++, to += <usize>width * 12) {
    for (let c: usize = 0; c < 3; c++) renderRow(coefficients + (c << 3), place(y, height), width, to + (c << 2))
  }
}

function renderRow(coefficients: usize, v: f64, width: i32, to: usize): void {
  const square = v * v
  let a = term(coefficients, 0) + term(coefficients, 1) * v
  a = a + term(coefficients, 2) * square + term(coefficients, 3) * (square * v)
  const b = term(coefficients, 4) + term(coefficients, 5) * v + term(coefficients, 6) * square
  const c = term(coefficients, 7) + term(coefficients, 8) * v
  const d = term(coefficients, 9)
  for (let x = 0; x < width; x++) {
    const u = place(x, width)
    store<f32>(to + <usize>x * 12, <f32>(a + u * (b + u * (c + u * d))))
  }
}

function term(coefficients: usize, i: usize): f64 {
  return load<f64>(coefficients + i * COLOUR)
}
