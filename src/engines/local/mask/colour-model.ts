import type { Field } from '../planes/field.ts'
import { exponential, logarithm } from '../planes/functions.ts'

/** How improbable a colour is, as minus the logarithm of its density. */
export type ColourModel = (l: number, a: number, b: number) => number

/** A Gaussian: mean, inverse covariance (upper triangle: ll la lb aa ab bb) and the logarithm of its weight over its volume. */
interface Gaussian {
  readonly mean: Float64Array
  readonly inverse: Float64Array
  readonly logWeight: number
}

const COMPONENTS = 5
const ROUNDS = 6
/** More samples do not change the model. */
const MAX_SAMPLES = 6000
/** Added to every variance (L*a*b* units squared): sensor noise and rounding. */
const VARIANCE_FLOOR = 1
/** Density below which all colours are equally strange. */
const MIN_DENSITY = 1e-9
/** The exponential of less than this is nothing beside that. */
const LEAST_EXPONENT = -36

/** Fits a mixture of five Gaussians to the colours of `pixels` (k-means, then one estimate per cluster; GrabCut, Rother et al. 2004). */
export function fitColourModel(lab: Field, pixels: readonly number[]): ColourModel {
  const samples = thinOut(lab, pixels)
  const labels = clusterColours(samples)
  const gaussians = Array.from({ length: COMPONENTS }, (_, k) => fitGaussian(samples, labels, k)).filter(
    (gaussian) => gaussian !== undefined,
  )
  return (l, a, b) => {
    let density = 0
    for (const gaussian of gaussians) {
      const exponent = logDensity(gaussian, l, a, b)
      if (exponent > LEAST_EXPONENT) density += exponential(exponent)
    }
    return -logarithm(density + MIN_DENSITY)
  }
}

function thinOut(lab: Field, pixels: readonly number[]): Float32Array {
  const count = Math.min(pixels.length, MAX_SAMPLES)
  const samples = new Float32Array(count * 3)
  for (let i = 0; i < count; i++) {
    const pixel = pixels[Math.floor((i * pixels.length) / count)] ?? 0
    for (let c = 0; c < 3; c++) samples[i * 3 + c] = lab.data[pixel * 3 + c] ?? 0
  }
  return samples
}

/** k-means from far apart starting points, which makes it deterministic. */
function clusterColours(samples: Float32Array): Uint8Array {
  const labels = new Uint8Array(samples.length / 3)
  const centres = pickFarPoints(samples)
  const sums = new Float64Array(COMPONENTS * 4)
  for (let round = 0; round < ROUNDS; round++) {
    sums.fill(0)
    for (let i = 0; i < labels.length; i++) {
      const label = nearestCentre(samples, i, centres)
      labels[i] = label
      for (let c = 0; c < 3; c++) sums[label * 4 + c] = (sums[label * 4 + c] ?? 0) + (samples[i * 3 + c] ?? 0)
      sums[label * 4 + 3] = (sums[label * 4 + 3] ?? 0) + 1
    }
    moveCentres(centres, sums)
  }
  return labels
}

/** Empty clusters stay where they are. */
function moveCentres(centres: Float64Array, sums: Float64Array): void {
  for (let k = 0; k < COMPONENTS; k++) {
    const count = sums[k * 4 + 3] ?? 0
    if (count === 0) continue
    for (let c = 0; c < 3; c++) centres[k * 3 + c] = (sums[k * 4 + c] ?? 0) / count
  }
}

/** The median-like middle sample, then always the sample farthest from all chosen, leaving out the last hundredth (outliers). */
function pickFarPoints(samples: Float32Array): Float64Array {
  const centres = new Float64Array(COMPONENTS * 3)
  const count = samples.length / 3
  const distances = new Float32Array(count).fill(Infinity)
  let chosen = count >> 1
  for (let k = 0; k < COMPONENTS; k++) {
    for (let c = 0; c < 3; c++) centres[k * 3 + c] = samples[chosen * 3 + c] ?? 0
    for (let i = 0; i < count; i++) distances[i] = Math.min(distances[i] ?? 0, squaredDistance(samples, i, centres, k))
    const order = distances.slice().sort()
    chosen = Math.max(0, distances.indexOf(order[Math.floor(count * 0.99)] ?? 0))
  }
  return centres
}

function nearestCentre(samples: Float32Array, i: number, centres: Float64Array): number {
  let best = 0
  let bestDistance = Infinity
  for (let k = 0; k < COMPONENTS; k++) {
    const distance = squaredDistance(samples, i, centres, k)
    if (distance >= bestDistance) continue
    best = k
    bestDistance = distance
  }
  return best
}

function squaredDistance(samples: Float32Array, i: number, centres: Float64Array, k: number): number {
  let sum = 0
  for (let c = 0; c < 3; c++) {
    const difference = (samples[i * 3 + c] ?? 0) - (centres[k * 3 + c] ?? 0)
    sum += difference * difference
  }
  return sum
}

/** Undefined for a cluster too small to have a shape. */
function fitGaussian(samples: Float32Array, labels: Uint8Array, k: number): Gaussian | undefined {
  const mean = new Float64Array(3)
  const moments = new Float64Array(6)
  let count = 0
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== k) continue
    count++
    for (let c = 0, m = 0; c < 3; c++) {
      const value = samples[i * 3 + c] ?? 0
      mean[c] = (mean[c] ?? 0) + value
      for (let d = c; d < 3; d++, m++) moments[m] = (moments[m] ?? 0) + value * (samples[i * 3 + d] ?? 0)
    }
  }
  if (count < 4) return undefined
  const centre = mean.map((sum) => sum / count)
  const covariance = moments.map((sum, m) => {
    const [c = 0, d = 0] = PAIRS[m] ?? []
    return sum / count - (centre[c] ?? 0) * (centre[d] ?? 0) + (c === d ? VARIANCE_FLOOR : 0)
  })
  const { inverse, determinant } = invertSymmetric(covariance)
  return { mean: centre, inverse, logWeight: logarithm(count / labels.length) - 0.5 * logarithm(determinant) }
}

/** Rows and columns of an upper triangle. */
const PAIRS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const

/** Inverse and determinant of a symmetric 3 × 3 matrix given as its upper triangle. */
function invertSymmetric([a = 1, b = 0, c = 0, d = 1, e = 0, f = 1]: Float64Array): {
  inverse: Float64Array
  determinant: number
} {
  const p = d * f - e * e
  const q = c * e - b * f
  const r = b * e - c * d
  const determinant = a * p + b * q + c * r
  const inverse = Float64Array.of(p, q, r, a * f - c * c, b * c - a * e, a * d - b * b).map(
    (value) => value / determinant,
  )
  return { inverse, determinant }
}

function logDensity({ mean, inverse, logWeight }: Gaussian, l: number, a: number, b: number): number {
  const x = l - (mean[0] ?? 0)
  const y = a - (mean[1] ?? 0)
  const z = b - (mean[2] ?? 0)
  const diagonal = (inverse[0] ?? 0) * x * x + (inverse[3] ?? 0) * y * y + (inverse[5] ?? 0) * z * z
  const mixed = (inverse[1] ?? 0) * x * y + (inverse[2] ?? 0) * x * z + (inverse[4] ?? 0) * y * z
  return logWeight - 0.5 * diagonal - mixed
}
