/**
 * The weighted sum of `taps` rows of `count` numbers, one after the other from `rows` on. What weighs nothing is not read. `mixed` has
 * room for three more numbers, and so have the rows.
 */
export function mixFloats(rows: usize, taps: i32, weights: usize, count: i32, mixed: usize): void {
  memory.fill(mixed, 0, (<usize>count) << 2)
  for (let tap = 0; tap < taps; tap++) {
    const weight = <f64>load<f32>(weights + ((<usize>tap) << 2))
    if (weight !== 0) addFloats(rows + ((<usize>(tap * count)) << 2), weight, count, mixed)
  }
}

/** {@link mixFloats} for rows of bytes. */
export function mixBytes(rows: usize, taps: i32, weights: usize, count: i32, mixed: usize): void {
  memory.fill(mixed, 0, (<usize>count) << 2)
  for (let tap = 0; tap < taps; tap++) {
    const weight = <f64>load<f32>(weights + ((<usize>tap) << 2))
    if (weight !== 0) addBytes(rows + <usize>(tap * count), weight, count, mixed)
  }
}

function addFloats(row: usize, weight: f64, count: i32, mixed: usize): void {
  const factor = f64x2.splat(weight)
  const end = mixed + ((<usize>count) << 2)
  for (; mixed < end; mixed += 16, row += 16) {
    const numbers = v128.load(row)
    const low = f64x2.mul(factor, f64x2.promote_low_f32x4(numbers))
    const high = f64x2.mul(factor, f64x2.promote_low_f32x4(upper(numbers)))
    addFour(mixed, low, high)
  }
}

function addBytes(row: usize, weight: f64, count: i32, mixed: usize): void {
  const factor = f64x2.splat(weight)
  const end = mixed + ((<usize>count) << 2)
  for (; mixed < end; mixed += 16, row += 4) {
    const numbers = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row)))
    const low = f64x2.mul(factor, f64x2.convert_low_i32x4_u(numbers))
    const high = f64x2.mul(factor, f64x2.convert_low_i32x4_u(upper(numbers)))
    addFour(mixed, low, high)
  }
}

/** Adds four 64-bit numbers to four 32-bit ones. */
function addFour(mixed: usize, low: v128, high: v128): void {
  const sums = v128.load(mixed)
  const left = f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(sums), low))
  const right = f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(upper(sums)), high))
  v128.store(mixed, v128.shuffle<i64>(left, right, 0, 2))
}

/** The two upper lanes of four, as the lower ones. */
function upper(lanes: v128): v128 {
  return v128.shuffle<i64>(lanes, lanes, 1, 1)
}

/**
 * Squeezes a row of colours, three of every `step` numbers, to `columns` of three: each is the weighted sum of `taps` of them, from
 * the one in `first` (whole numbers) on.
 */
export function squeezeColours(
  row: usize,
  step: i32,
  first: usize,
  weights: usize,
  taps: i32,
  columns: i32,
  to: usize,
): void {
  const pace = (<usize>step) << 2
  const end = to + <usize>columns * 12
  for (; to < end; to += 12, first += 4) {
    let at = row + <usize>load<i32>(first) * pace
    let red: f64 = 0
    let green: f64 = 0
    let blue: f64 = 0
    for (let tap = 0; tap < taps; tap++, weights += 4, at += pace) {
      const weight = <f64>load<f32>(weights)
      if (weight === 0) continue
      red += weight * <f64>load<f32>(at)
      green += weight * <f64>load<f32>(at, 4)
      blue += weight * <f64>load<f32>(at, 8)
    }
    store<f32>(to, <f32>red)
    store<f32>(to, <f32>green, 4)
    store<f32>(to, <f32>blue, 8)
  }
}

/** {@link squeezeColours} for a row of single numbers. */
export function squeezePlane(row: usize, first: usize, weights: usize, taps: i32, columns: i32, to: usize): void {
  const end = to + ((<usize>columns) << 2)
  for (; to < end; to += 4, first += 4) {
    let at = row + ((<usize>load<i32>(first)) << 2)
    let sum: f64 = 0
    for (let tap = 0; tap < taps; tap++, weights += 4, at += 4) {
      const weight = <f64>load<f32>(weights)
      if (weight !== 0) sum += weight * <f64>load<f32>(at)
    }
    store<f32>(to, <f32>sum)
  }
}
