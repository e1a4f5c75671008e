/** As in `../functions.ts`: the same operations in the same order, for the same bits. */

const LN2: f64 = 0.6931471805599453
const MOST: f64 = 80

/** e to the power of `x`, for x up to 80. */
export function exponential(x: f64): f64 {
  if (x < -MOST) return 0
  const exponent = Math.round(x / LN2)
  const r = x - exponent * LN2
  const tail = 1.0 / 120.0 + r * (1.0 / 720.0 + r * (1.0 / 5040.0 + r * (1.0 / 40320.0 + r / 362880.0)))
  const series = 1 + r * (1 + r * (1.0 / 2.0 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * tail))))
  return series * raiseTwo(<i64>exponent)
}

/** A power of two, by its bits. */
function raiseTwo(exponent: i64): f64 {
  return reinterpret<f64>((exponent + 1023) << 52)
}

/** The natural logarithm of `x`, above 0. */
export function logarithm(x: f64): f64 {
  let root = x
  let scale: f64 = 2
  while (root > 1.25 || root < 0.8) {
    root = sqrt(root)
    scale *= 2
  }
  const t = (root - 1) / (root + 1)
  const square = t * t
  return scale * t * (1 + square * (1.0 / 3.0 + square * (1.0 / 5.0 + square * (1.0 / 7.0 + square / 9.0))))
}

/** `x`, at least 0, to the power of `exponent`. */
export function power(x: f64, exponent: f64): f64 {
  return x === 0 ? 0 : exponential(exponent * logarithm(x))
}

/** `value`, or the bound that it is beyond. */
export function clamp(value: f64, low: f64, high: f64): f64 {
  return value < low ? low : value > high ? high : value
}
