/**
 * Weighted normal equations of a linear model with three outputs: a matrix of `terms × terms` and a right side of `terms × 3`, both
 * row-major, one after the other. There are an even number of terms.
 */

/** Bytes of a number. */
const WIDE: usize = 8

/** Bytes that equations take. */
export function measureEquations(terms: i32): usize {
  return <usize>(terms * (terms + 3)) * WIDE
}

/** Where the right side begins; once the equations are solved, the coefficients. */
export function rightOf(equations: usize, terms: i32): usize {
  return equations + <usize>(terms * terms) * WIDE
}

/** Equations without data; `ridge` on the diagonal pulls coefficients to 0, `firstRidge` that of the first term. */
export function clearEquations(equations: usize, terms: i32, firstRidge: f64, ridge: f64): void {
  memory.fill(equations, 0, measureEquations(terms))
  for (let i = 0; i < terms; i++) store<f64>(equations + <usize>(i * (terms + 1)) * WIDE, i === 0 ? firstRidge : ridge)
}

/** Adds one observation: the terms' values there, and three numbers. */
export function addObservation(equations: usize, terms: i32, basis: usize, colour: usize, weight: f64): void {
  const row = <usize>terms * WIDE
  const end = basis + row
  let right = rightOf(equations, terms)
  for (let at = basis; at < end; at += WIDE) {
    const scaled = weight * load<f64>(at)
    const factor = f64x2.splat(scaled)
    for (let i: usize = 0; i < row; i += 2 * WIDE) {
      v128.store(equations + i, f64x2.add(v128.load(equations + i), f64x2.mul(factor, v128.load(basis + i))))
    }
    for (let i: usize = 0; i < 3 * WIDE; i += WIDE) {
      store<f64>(right + i, load<f64>(right + i) + scaled * load<f64>(colour + i))
    }
    equations += row
    right += 3 * WIDE
  }
}

/** Solves the equations by Gaussian elimination; they are positive definite, so no pivoting is needed. The right side gets the result. */
export function solveEquations(matrix: usize, terms: i32): void {
  const right = rightOf(matrix, terms)
  for (let i = 0; i < terms; i++) {
    const pivot = read(matrix, i * terms + i)
    for (let j = i + 1; j < terms; j++) {
      const factor = read(matrix, j * terms + i) / pivot
      for (let k = i; k < terms; k++) subtract(matrix, j * terms + k, factor * read(matrix, i * terms + k))
      for (let c = 0; c < 3; c++) subtract(right, j * 3 + c, factor * read(right, i * 3 + c))
    }
  }
  for (let i = terms - 1; i >= 0; i--) {
    const pivot = read(matrix, i * terms + i)
    for (let c = 0; c < 3; c++) {
      for (let k = i + 1; k < terms; k++)
        subtract(right, i * 3 + c, read(matrix, i * terms + k) * read(right, k * 3 + c))
      store<f64>(right + <usize>(i * 3 + c) * WIDE, read(right, i * 3 + c) / pivot)
    }
  }
}

function read(numbers: usize, i: i32): f64 {
  return load<f64>(numbers + <usize>i * WIDE)
}

function subtract(numbers: usize, i: i32, value: f64): void {
  const at = numbers + <usize>i * WIDE
  store<f64>(at, load<f64>(at) - value)
}
