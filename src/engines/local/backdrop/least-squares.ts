/** Weighted normal equations of a linear model with three outputs (colour channels). */
export interface Equations {
  /** Number of terms. */
  readonly terms: number
  /** `terms × terms`, row-major. */
  readonly matrix: Float64Array
  /** `terms × 3`, row-major. */
  readonly right: Float64Array
}

/** Three coefficients (one a channel) for each term: `terms × 3`, row-major. */
export type Coefficients = Float64Array

/** Equations without data; `ridge` on a term's diagonal pulls its coefficients to 0. */
export function createEquations(ridge: readonly number[]): Equations {
  const terms = ridge.length
  const equations = { terms, matrix: new Float64Array(terms * terms), right: new Float64Array(terms * 3) }
  ridge.forEach((value, i) => (equations.matrix[i * terms + i] = value))
  return equations
}

/** Adds one observation: `basis` holds the terms' values there, `colour` three numbers. */
export function addObservation(
  { terms, matrix, right }: Equations,
  basis: ArrayLike<number>,
  colour: ArrayLike<number>,
  weight: number,
): void {
  for (let i = 0; i < terms; i++) {
    const scaled = weight * (basis[i] ?? 0)
    for (let j = 0; j < terms; j++) matrix[i * terms + j] = (matrix[i * terms + j] ?? 0) + scaled * (basis[j] ?? 0)
    for (let c = 0; c < 3; c++) right[i * 3 + c] = (right[i * 3 + c] ?? 0) + scaled * (colour[c] ?? 0)
  }
}

/** Solves the equations by Gaussian elimination; they are positive definite, so no pivoting is needed. Uses them up. */
export function solveEquations({ terms, matrix, right }: Equations): Coefficients {
  for (let i = 0; i < terms; i++) {
    const pivot = matrix[i * terms + i] ?? 1
    for (let j = i + 1; j < terms; j++) {
      const factor = (matrix[j * terms + i] ?? 0) / pivot
      for (let k = i; k < terms; k++) subtract(matrix, j * terms + k, factor * (matrix[i * terms + k] ?? 0))
      for (let c = 0; c < 3; c++) subtract(right, j * 3 + c, factor * (right[i * 3 + c] ?? 0))
    }
  }
  for (let i = terms - 1; i >= 0; i--) {
    for (let c = 0; c < 3; c++) {
      for (let k = i + 1; k < terms; k++)
        subtract(right, i * 3 + c, (matrix[i * terms + k] ?? 0) * (right[k * 3 + c] ?? 0))
      right[i * 3 + c] = (right[i * 3 + c] ?? 0) / (matrix[i * terms + i] ?? 1)
    }
  }
  return right
}

function subtract(array: Float64Array, i: number, value: number): void {
  array[i] = (array[i] ?? 0) - value
}
