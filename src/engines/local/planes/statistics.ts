/** The middle value; 0 of nothing. */
export function median(values: ArrayLike<number>): number {
  const sorted = new Float64Array(values).sort()
  return sorted[(sorted.length - 1) >> 1] ?? 0
}

/** `value` brought into `low … high`. */
export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}
