/** What the largest of a convolution's inputs becomes: with 14 bits for them, weights have 16, and sums fit into 32. */
const REACH: f32 = 8191

/**
 * Copies planes into larger ones whose margins are zeros, so that a convolution may look beyond the sides. With a stride of 2
 * each row holds its even columns first and its odd ones after them: what one tap reads for neighbouring outputs is then
 * without gaps, and every convolution can run as if its stride were 1.
 *
 * `pitch` is the length of a framed row (a multiple of the stride), `rows` the number of them.
 */
export function frame(
  from: usize,
  channels: i32,
  width: i32,
  height: i32,
  margin: i32,
  stride: i32,
  pitch: i32,
  rows: i32,
  to: usize,
): void {
  memory.fill(to, 0, (<usize>(channels * rows * pitch)) << 2)
  for (let channel = 0; channel < channels; channel++) {
    let row = to + ((<usize>((channel * rows + margin) * pitch)) << 2)
    for (let y = 0; y < height; y++) {
      if (stride === 1) memory.copy(row + ((<usize>margin) << 2), from, (<usize>width) << 2)
      else splitRow(from, width, margin, row, pitch)
      from += (<usize>width) << 2
      row += (<usize>pitch) << 2
    }
  }
}

/**
 * {@link frame} for a convolution that mixes channels: two planes become one of pairs of 16-bit numbers, the second plane's in the upper
 * half (zeros, where channels are odd), the largest {@link REACH}. What 1 in them stands for goes to `unit`; `spare` is room for a row.
 */
export function framePairs(
  from: usize,
  channels: i32,
  width: i32,
  height: i32,
  margin: i32,
  stride: i32,
  pitch: i32,
  rows: i32,
  unit: usize,
  spare: usize,
  to: usize,
): void {
  const plane = (<usize>(width * height)) << 2
  const reach = findReach(from, channels * width * height)
  const scale: f32 = reach === 0 ? 0 : REACH / reach
  store<f32>(unit, reach / REACH)
  if (margin > 0) memory.fill(to, 0, (<usize>(((channels + 1) >> 1) * rows * pitch)) << 2)
  for (let channel = 0; channel < channels; channel += 2) {
    const isPair = channel + 1 < channels
    let row = to + ((<usize>(((channel >> 1) * rows + margin) * pitch)) << 2)
    for (let y = 0; y < height; y++) {
      const target = stride === 1 ? row + ((<usize>margin) << 2) : spare
      // A single plane is paired with itself, times 0.
      pairRow(from, isPair ? from + plane : from, width, scale, isPair ? scale : <f32>0, target)
      if (stride !== 1) splitRow(spare, width, margin, row, pitch)
      from += (<usize>width) << 2
      row += (<usize>pitch) << 2
    }
    from += plane
  }
}

function pairRow(first: usize, second: usize, width: i32, scale: f32, secondScale: f32, to: usize): void {
  const low = f32x4.splat(scale)
  const high = f32x4.splat(secondScale)
  const end = to + ((<usize>(width & ~3)) << 2)
  while (to < end) {
    v128.store(to, pair(f32x4.mul(v128.load(first), low), f32x4.mul(v128.load(second), high)))
    first += 16
    second += 16
    to += 16
  }
  for (let x = width & ~3; x < width; x++) {
    const both = pair(f32x4.splat(load<f32>(first) * scale), f32x4.splat(load<f32>(second) * secondScale))
    store<i32>(to, i32x4.extract_lane(both, 0))
    first += 4
    second += 4
    to += 4
  }
}

/** Pairs of the nearest whole numbers. */
function pair(first: v128, second: v128): v128 {
  const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(first))
  const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(second))
  return v128.or(v128.and(low, i32x4.splat(0xffff)), i32x4.shl(high, 16))
}

/** The largest of the numbers' sizes. */
function findReach(from: usize, count: i32): f32 {
  const whole = count & ~3
  let most = f32x4.splat(0)
  for (let i = 0; i < whole; i += 4) most = f32x4.pmax(most, f32x4.abs(v128.load(from + ((<usize>i) << 2))))
  let reach = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  )
  for (let i = whole; i < count; i++) reach = max(reach, abs(load<f32>(from + ((<usize>i) << 2))))
  return reach
}

/** Sends even columns of the framed row to its first half, odd ones to its second. */
function splitRow(from: usize, width: i32, margin: i32, to: usize, pitch: i32): void {
  // Of the row itself, the numbers at even places and those at odd ones; which half is theirs depends on the margin.
  const evens = locateColumn(margin, to, pitch)
  const odds = locateColumn(margin + 1, to, pitch)
  const whole = width & ~7
  for (let x = 0; x < whole; x += 8) {
    const at = from + ((<usize>x) << 2)
    const left = v128.load(at)
    const right = v128.load(at, 16)
    v128.store(evens + ((<usize>x) << 1), v128.shuffle<i32>(left, right, 0, 2, 4, 6))
    v128.store(odds + ((<usize>x) << 1), v128.shuffle<i32>(left, right, 1, 3, 5, 7))
  }
  for (let x = whole; x < width; x++) {
    const half = x & 1 ? odds : evens
    store<u32>(half + ((<usize>(x >> 1)) << 2), load<u32>(from + ((<usize>x) << 2)))
  }
}

/** Where a column of a framed row is whose even ones come first. */
function locateColumn(column: i32, row: usize, pitch: i32): usize {
  return row + ((<usize>(column & 1 ? pitch >> 1 : 0)) << 2) + ((<usize>(column >> 1)) << 2)
}

/**
 * Lists, as byte offsets from the first tap, where the taps of a window lie in framed planes: channel by channel, row by row.
 */
export function listTaps(
  channels: i32,
  kernel: i32,
  dilation: i32,
  stride: i32,
  pitch: i32,
  rows: i32,
  to: usize,
): void {
  const phase = pitch / stride
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < kernel; y++) {
      const row = (channel * rows + y * dilation) * pitch
      for (let x = 0; x < kernel; x++) {
        const column = x * dilation
        store<i32>(to, (row + (column % stride) * phase + column / stride) << 2)
        to += 4
      }
    }
  }
}
