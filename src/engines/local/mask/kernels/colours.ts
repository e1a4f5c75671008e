import { logarithm } from '../../planes/kernels/functions'
import { exponentials, logarithms } from '../../planes/kernels/lanes'

const COMPONENTS: i32 = 5
const ROUNDS: i32 = 6
/** Added to every variance (L*a*b* units squared): sensor noise and rounding. */
const VARIANCE_FLOOR: f64 = 1
/** Density below which all colours are equally strange. */
const MIN_DENSITY: f32 = 1e-9

/** Bytes of a colour (floats), of a centre with its count, and of a Gaussian: ten 64-bit numbers. */
const COLOUR: usize = 12
const CENTRE: usize = 32
const GAUSSIAN: usize = 80
/** Where a Gaussian's inverse covariance (upper triangle) and the logarithm of its weight over its volume are; its mean is first. */
const INVERSE: usize = 24
const LOG_WEIGHT: usize = 72

/**
 * Fits a mixture of five Gaussians to `count` colours, as `../colour-model.ts` says. `model` gets as many Gaussians as have a shape, and
 * their number behind the room for all (a whole number). `spare` is room for two centres a component and for nine bytes a colour.
 */
export function fitColours(samples: usize, count: i32, model: usize, spare: usize): void {
  const sums = spare + <usize>COMPONENTS * CENTRE
  const labels = sums + <usize>COMPONENTS * CENTRE
  const distances = labels + ((<usize>count + 15) & ~(<usize>15))
  pickFarPoints(samples, count, spare, distances)
  for (let round = 0; round < ROUNDS; round++) {
    memory.fill(sums, 0, <usize>COMPONENTS * CENTRE)
    for (let i = 0; i < count; i++) join(samples + <usize>i * COLOUR, spare, sums, labels + <usize>i)
    for (let k = 0; k < COMPONENTS; k++) moveCentre(spare + <usize>k * CENTRE, sums + <usize>k * CENTRE)
  }
  let shaped = 0
  for (let k = 0; k < COMPONENTS; k++) {
    if (fitGaussian(samples, count, labels, k, model + <usize>shaped * GAUSSIAN)) shaped++
  }
  store<i32>(model, shaped, <usize>COMPONENTS * GAUSSIAN)
}

/** The median-like middle sample, then always the sample farthest from all chosen, leaving out the last hundredth (outliers). */
function pickFarPoints(samples: usize, count: i32, centres: usize, distances: usize): void {
  const sorted = distances + ((<usize>count) << 2)
  for (let i = 0; i < count; i++) store<f32>(distances + ((<usize>i) << 2), Infinity)
  let chosen = count >> 1
  for (let k = 0; k < COMPONENTS; k++) {
    const centre = centres + <usize>k * CENTRE
    const from = samples + <usize>chosen * COLOUR
    for (let c: usize = 0; c < 3; c++) store<f64>(centre + (c << 3), <f64>load<f32>(from + (c << 2)))
    for (let i = 0; i < count; i++) {
      const at = distances + ((<usize>i) << 2)
      store<f32>(at, <f32>min(<f64>load<f32>(at), squaredDistance(samples + <usize>i * COLOUR, centre)))
    }
    memory.copy(sorted, distances, (<usize>count) << 2)
    chosen = findFirst(distances, count, select(sorted, count, <i32>(<f64>count * 0.99)))
  }
}

function findFirst(numbers: usize, count: i32, value: f32): i32 {
  for (let i = 0; i < count; i++) if (load<f32>(numbers + ((<usize>i) << 2)) === value) return i
  return 0
}

/** The number that would be at `index` if all were sorted; they are put into another order (quickselect, Hoare 1961). */
function select(numbers: usize, count: i32, index: i32): f32 {
  const wanted = numbers + ((<usize>index) << 2)
  let low = numbers
  let high = numbers + ((<usize>(count - 1)) << 2)
  while (low < high) {
    const pivot = load<f32>(wanted)
    let left = low
    let right = high
    while (left <= right) {
      while (load<f32>(left) < pivot) left += 4
      while (load<f32>(right) > pivot) right -= 4
      if (left > right) break
      const value = load<f32>(left)
      store<f32>(left, load<f32>(right))
      store<f32>(right, value)
      left += 4
      right -= 4
    }
    if (right < wanted) low = left
    if (left > wanted) high = right
  }
  return load<f32>(wanted)
}

function squaredDistance(colour: usize, centre: usize): f64 {
  const l = <f64>load<f32>(colour) - load<f64>(centre)
  const a = <f64>load<f32>(colour, 4) - load<f64>(centre, 8)
  const b = <f64>load<f32>(colour, 8) - load<f64>(centre, 16)
  return l * l + a * a + b * b
}

/** Adds a colour to the sums of the nearest centre. */
function join(colour: usize, centres: usize, sums: usize, label: usize): void {
  let best = 0
  let bestDistance: f64 = Infinity
  for (let k = 0; k < COMPONENTS; k++) {
    const distance = squaredDistance(colour, centres + <usize>k * CENTRE)
    if (distance >= bestDistance) continue
    best = k
    bestDistance = distance
  }
  store<u8>(label, <u8>best)
  const sum = sums + <usize>best * CENTRE
  for (let c: usize = 0; c < 3; c++) {
    store<f64>(sum + (c << 3), load<f64>(sum + (c << 3)) + <f64>load<f32>(colour + (c << 2)))
  }
  store<f64>(sum, load<f64>(sum, 24) + 1, 24)
}

/** Empty clusters stay where they are. */
function moveCentre(centre: usize, sum: usize): void {
  const count = load<f64>(sum, 24)
  if (count === 0) return
  for (let c: usize = 0; c < 24; c += 8) store<f64>(centre + c, load<f64>(sum + c) / count)
}

/** False for a cluster too small to have a shape. */
function fitGaussian(samples: usize, count: i32, labels: usize, k: i32, to: usize): bool {
  memory.fill(to, 0, GAUSSIAN)
  let members: f64 = 0
  for (let i = 0; i < count; i++) {
    if (load<u8>(labels + <usize>i) !== k) continue
    members++
    addMoments(samples + <usize>i * COLOUR, to)
  }
  if (members < 4) return false
  for (let c: usize = 0; c < 24; c += 8) store<f64>(to + c, load<f64>(to + c) / members)
  for (let c: usize = 0, m: usize = 0; c < 3; c++) {
    for (let d = c; d < 3; d++, m += 8) {
      const centred = load<f64>(to + m, INVERSE) / members - load<f64>(to + (c << 3)) * load<f64>(to + (d << 3))
      store<f64>(to + m, centred + (c === d ? VARIANCE_FLOOR : 0), INVERSE)
    }
  }
  const determinant = invert(to + INVERSE)
  store<f64>(to, logarithm(members / <f64>count) - 0.5 * logarithm(determinant), LOG_WEIGHT)
  return true
}

/** Adds a colour and its products with itself. */
function addMoments(colour: usize, to: usize): void {
  for (let c: usize = 0, m: usize = 0; c < 3; c++) {
    const value = <f64>load<f32>(colour + (c << 2))
    store<f64>(to + (c << 3), load<f64>(to + (c << 3)) + value)
    for (let d = c; d < 3; d++, m += 8) {
      store<f64>(to + m, load<f64>(to + m, INVERSE) + value * <f64>load<f32>(colour + (d << 2)), INVERSE)
    }
  }
}

/** Inverts a symmetric 3 × 3 matrix given as its upper triangle; its determinant. */
function invert(matrix: usize): f64 {
  const a = load<f64>(matrix)
  const b = load<f64>(matrix, 8)
  const c = load<f64>(matrix, 16)
  const d = load<f64>(matrix, 24)
  const e = load<f64>(matrix, 32)
  const f = load<f64>(matrix, 40)
  const p = d * f - e * e
  const q = c * e - b * f
  const r = b * e - c * d
  const determinant = a * p + b * q + c * r
  store<f64>(matrix, p / determinant)
  store<f64>(matrix, q / determinant, 8)
  store<f64>(matrix, r / determinant, 16)
  store<f64>(matrix, (a * f - c * c) / determinant, 24)
  store<f64>(matrix, (b * c - a * e) / determinant, 32)
  store<f64>(matrix, (a * d - b * b) / determinant, 40)
  return determinant
}

/** How improbable each of `count` colours is, as minus the logarithm of its density; four at a time, the last may reach beyond. */
export function weighColours(lab: usize, count: i32, model: usize, to: usize): void {
  const end = model + <usize>load<i32>(model, <usize>COMPONENTS * GAUSSIAN) * GAUSSIAN
  for (let i = 0; i < count; i += 4, lab += 4 * COLOUR, to += 16) {
    const first = v128.load(lab)
    const second = v128.load(lab, 16)
    const third = v128.load(lab, 32)
    const l = v128.shuffle<i32>(v128.shuffle<i32>(first, second, 0, 3, 6, 0), third, 0, 1, 2, 5)
    const a = v128.shuffle<i32>(v128.shuffle<i32>(first, second, 1, 4, 7, 0), third, 0, 1, 2, 6)
    const b = v128.shuffle<i32>(v128.shuffle<i32>(first, second, 2, 5, 0, 0), third, 0, 1, 4, 7)
    let density = f32x4.splat(MIN_DENSITY)
    for (let gaussian = model; gaussian < end; gaussian += GAUSSIAN) {
      density = f32x4.add(density, exponentials(logDensities(gaussian, l, a, b)))
    }
    v128.store(to, f32x4.neg(logarithms(density)))
  }
}

function logDensities(gaussian: usize, l: v128, a: v128, b: v128): v128 {
  const x = f32x4.sub(l, spread(gaussian, 0))
  const y = f32x4.sub(a, spread(gaussian, 8))
  const z = f32x4.sub(b, spread(gaussian, 16))
  const inverse = gaussian + INVERSE
  const alongX = add(
    f32x4.mul(spread(inverse, 0), x),
    f32x4.mul(spread(inverse, 8), y),
    f32x4.mul(spread(inverse, 16), z),
  )
  const alongY = add(
    f32x4.mul(spread(inverse, 8), x),
    f32x4.mul(spread(inverse, 24), y),
    f32x4.mul(spread(inverse, 32), z),
  )
  const alongZ = add(
    f32x4.mul(spread(inverse, 16), x),
    f32x4.mul(spread(inverse, 32), y),
    f32x4.mul(spread(inverse, 40), z),
  )
  const square = add(f32x4.mul(x, alongX), f32x4.mul(y, alongY), f32x4.mul(z, alongZ))
  return f32x4.sub(spread(gaussian, LOG_WEIGHT), f32x4.mul(f32x4.splat(0.5), square))
}

function add(first: v128, second: v128, third: v128): v128 {
  return f32x4.add(f32x4.add(first, second), third)
}

/** A number of a Gaussian in all lanes. */
function spread(at: usize, offset: usize): v128 {
  return f32x4.splat(<f32>load<f64>(at + offset))
}
