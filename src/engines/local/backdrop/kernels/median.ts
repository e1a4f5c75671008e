/** The middle one of `count` numbers (the lower of two), which are put into another order; 0 of none (quickselect, Hoare 1961). */
export function median(numbers: usize, count: i32): f64 {
  if (count === 0) return 0
  const middle = numbers + ((<usize>((count - 1) >> 1)) << 3)
  let low = numbers
  let high = numbers + ((<usize>(count - 1)) << 3)
  while (low < high) {
    const pivot = load<f64>(middle)
    let left = low
    let right = high
    while (left <= right) {
      while (load<f64>(left) < pivot) left += 8
      while (load<f64>(right) > pivot) right -= 8
      if (left > right) break
      const value = load<f64>(left)
      store<f64>(left, load<f64>(right))
      store<f64>(right, value)
      left += 8
      right -= 8
    }
    if (right < middle) low = left
    if (left > middle) high = right
  }
  return load<f64>(middle)
}
