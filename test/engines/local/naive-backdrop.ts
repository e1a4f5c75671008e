import type { Field } from '../../../src/engines/local/planes/field.ts'
import { median } from '../../../src/engines/local/planes/statistics.ts'

/** Three outputs of a linear model, fitted by weighted normal equations; what the kernels must give to the last bit. */
function solve(
  ridge: readonly number[],
  bases: readonly number[][],
  colours: readonly number[][],
  weights: readonly number[],
): number[][] {
  const terms = ridge.length
  const rows = ridge.map((value, i) => ridge.map((_, j) => (i === j ? value : 0)).concat(0, 0, 0))
  bases.forEach((basis, n) => {
    const all = [...basis, ...colours[n]!]
    if (weights[n] !== 0) {
      rows.forEach((row, i) => {
        const scaled = weights[n]! * basis[i]!
        all.forEach((value, j) => (row[j]! += scaled * value))
      })
    }
  })
  for (let i = 0; i < terms; i++) {
    for (let j = i + 1; j < terms; j++) {
      const factor = rows[j]![i]! / rows[i]![i]!
      for (let k = i; k < terms + 3; k++) rows[j]![k]! -= factor * rows[i]![k]!
    }
  }
  for (let i = terms - 1; i >= 0; i--) {
    for (let c = terms; c < terms + 3; c++) {
      for (let k = i + 1; k < terms; k++) rows[i]![c]! -= rows[i]![k]! * rows[k]![c]!
      rows[i]![c]! /= rows[i]![i]!
    }
  }
  return rows.map((row) => row.slice(terms))
}

/** The noise of a cubic surface through all pixels, by Tukey's biweight. */
export function fitSurface({ data, width, height }: Field): readonly number[] {
  const pixels = Array.from({ length: width * height }, (_, i) => i)
  const colours = pixels.map((i) => Array.from(data.subarray(i * 3, i * 3 + 3)))
  const raise = (value: number, exponent: number): number => [1, value, value * value, value * value * value][exponent]!
  const powers = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => i + j <= 3).map((j) => [i, j] as const))
  const bases = pixels.map((i) => {
    const [u, v] = [((i % width) / width) * 2 - 1, (Math.floor(i / width) / height) * 2 - 1]
    return powers.map(([j, k]) => raise(u, j) * raise(v, k))
  })
  const middle = [0, 1, 2].map((c) => median(colours.map((colour) => colour[c]!)))
  const square = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0)
  let weights = colours.map((colour) => 1 / (1 + square(colour.map((value, c) => value - middle[c]!)) / 100))
  let noise: readonly number[] = []
  for (let round = 0; round < 8; round++) {
    const terms = solve(
      powers.map((_, i) => (i === 0 ? 1e-6 : 1e-3)),
      bases,
      colours,
      weights,
    )
    const rest = colours.map((colour, n) =>
      colour.map((value, c) => value - terms.reduce((sum, term, i) => sum + bases[n]![i]! * term[c]!, 0)),
    )
    noise = [0, 1, 2].map((c) => Math.max(0.5, 1.4826 * median(rest.map((values) => Math.abs(values[c]!)))))
    const strangeness = rest.map((values) => square(values.map((value, c) => value / noise[c]!)) / 36)
    weights = strangeness.map((t) => (t < 1 ? (1 - t) * (1 - t) : 0))
  }
  return noise
}

/** Coefficients of a quadratic surface through colours at places, by Geman–McClure weights. */
export function fitBorder(
  colours: readonly number[][],
  places: readonly (readonly [u: number, v: number])[],
): readonly number[] {
  const bases = places.map(([u, v]) => [1, u, v, u * u, u * v, v * v])
  const square = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0)
  let residuals = colours.map(square)
  let terms: number[][] = []
  for (let round = 0; round < 8; round++) {
    const scale = Math.max(1e-5, median(residuals)) * 4
    const weights = residuals.map((residual) => 1 / ((1 + residual / scale) * (1 + residual / scale)))
    terms = solve([1e-3, 0.3, 0.3, 0.3, 0.3, 0.3], bases, colours, weights)
    residuals = colours.map((colour, n) => {
      const [u, v] = places[n]!
      return square(
        colour.map((value, c) => {
          const [one = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0] = terms.map((term) => term[c]!)
          return value - (one + u * (x + u * xx + v * xy) + v * (y + v * yy))
        }),
      )
    })
  }
  return terms.flat()
}
