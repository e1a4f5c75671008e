/**
 * Exponential, logarithm and what follows from them, by additions, multiplications, divisions and square roots alone: IEEE 754 says
 * what these give, to the last bit. Those of `Math` differ in it between processors and releases (nodejs/node#56796). All are
 * right to ten digits.
 */

const LN2 = 0.6931471805599453
/** The exponential of less than minus this counts as nothing, and nobody asks for that of more. */
const MOST = 80
/** Powers of two from minus this on. */
const LOWEST = 120
const POWERS = listPowers()

/** e to the power of `x`, for x up to 80: a power of two, and a series for the rest. */
export function exponential(x: number): number {
  if (x < -MOST) return 0
  const exponent = Math.round(x / LN2)
  const r = x - exponent * LN2
  const tail = 1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * (1 / 40320 + r / 362880)))
  return (1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * tail))))) * (POWERS[exponent + LOWEST] ?? Infinity)
}

function listPowers(): Float64Array {
  const powers = new Float64Array(2 * LOWEST + 1)
  for (let i = 0, up = 1, down = 1; i <= LOWEST; i++, up *= 2, down /= 2) {
    powers[LOWEST + i] = up
    powers[LOWEST - i] = down
  }
  return powers
}

/** The natural logarithm of `x`, above 0: roots bring it near 1, where a series in (x - 1) / (x + 1) ends soon. */
export function logarithm(x: number): number {
  let root = x
  let scale = 2
  while (root > 1.25 || root < 0.8) {
    root = Math.sqrt(root)
    scale *= 2
  }
  const t = (root - 1) / (root + 1)
  const square = t * t
  return scale * t * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square / 9))))
}

/** `x`, at least 0, to the power of `exponent`. */
export function power(x: number, exponent: number): number {
  return x === 0 ? 0 : exponential(exponent * logarithm(x))
}
