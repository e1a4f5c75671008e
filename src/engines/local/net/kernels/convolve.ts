/** Outputs that are summed at a time, and columns of each: sixteen registers hold the sums, the inputs and a weight. */
export const BLOCK: i32 = 4
const COLUMNS: i32 = 8
/** Bytes of a block's biases and units, before its weights. */
export const HEAD: usize = 32

/**
 * A convolution that mixes all channels, by sums of whole numbers over `depth` taps (pairs of input channels × window) that stay in
 * registers: two products an output and instruction.
 *
 * `taps` lists the taps' offsets from `from`, `weights` holds for every four outputs what `packPairs` wrote; outputs are a multiple of
 * four. Rows of `columns` begin every `step` bytes; what 1 in them stands for is at `unit`. Results are at least `floor`.
 */
export function convolve(
  from: usize,
  step: usize,
  taps: usize,
  depth: i32,
  weights: usize,
  blocks: i32,
  columns: i32,
  rows: i32,
  unit: usize,
  floor: f32,
  spare: usize,
  to: usize,
): void {
  const scale = load<f32>(unit)
  const plane = (<usize>(columns * rows)) << 2
  for (let block = 0; block < blocks; block++) {
    for (let y = 0; y < rows; y++) {
      const source = from + <usize>y * step
      const target = to + ((<usize>(y * columns)) << 2)
      if (columns < COLUMNS) {
        sumTile(source, taps, depth, weights, scale, floor, spare, (<usize>COLUMNS) << 2)
        for (let i = 0; i < BLOCK; i++)
          copyRow(spare + ((<usize>(i * COLUMNS)) << 2), columns, target + <usize>i * plane)
      } else {
        for (let x = 0; x < columns; x += COLUMNS) {
          // The last tile ends with the row: what it shares with the one before comes out the same.
          const at = (<usize>min(x, columns - COLUMNS)) << 2
          sumTile(source + at, taps, depth, weights, scale, floor, target + at, plane)
        }
      }
    }
    weights += HEAD + ((<usize>(depth * BLOCK)) << 2)
    to += <usize>BLOCK * plane
  }
}

function copyRow(from: usize, columns: i32, to: usize): void {
  memory.copy(to, from, (<usize>columns) << 2)
}

/** Four outputs of eight columns; a function by itself, so that the engine can swap in its optimised form between calls. */
function sumTile(
  from: usize,
  taps: usize,
  depth: i32,
  weights: usize,
  unit: f32,
  floor: f32,
  to: usize,
  plane: usize,
): void {
  let a0 = i32x4.splat(0)
  let b0 = a0
  let c0 = a0
  let d0 = a0
  let a1 = a0
  let b1 = a0
  let c1 = a0
  let d1 = a0
  const head = weights
  const end = taps + ((<usize>depth) << 2)
  while (taps < end) {
    const source = from + <usize>load<u32>(taps)
    taps += 4
    const left = v128.load(source)
    const right = v128.load(source, 16)
    const a = v128.load_splat<i32>(weights, HEAD)
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(a, left))
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(a, right))
    const b = v128.load_splat<i32>(weights, HEAD + 4)
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(b, left))
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(b, right))
    const c = v128.load_splat<i32>(weights, HEAD + 8)
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(c, left))
    c1 = i32x4.add(c1, i32x4.dot_i16x8_s(c, right))
    const d = v128.load_splat<i32>(weights, HEAD + 12)
    d0 = i32x4.add(d0, i32x4.dot_i16x8_s(d, left))
    d1 = i32x4.add(d1, i32x4.dot_i16x8_s(d, right))
    weights += 16
  }
  storeSums(to, a0, a1, head, unit, floor)
  storeSums(to + plane, b0, b1, head + 4, unit, floor)
  storeSums(to + 2 * plane, c0, c1, head + 8, unit, floor)
  storeSums(to + 3 * plane, d0, d1, head + 12, unit, floor)
}

/** `head` is the address of the output's bias; four numbers on there is what 1 in its weights stands for. */
function storeSums(to: usize, left: v128, right: v128, head: usize, unit: f32, floor: f32): void {
  const bias = v128.load_splat<f32>(head)
  const scale = f32x4.splat(load<f32>(head, 16) * unit)
  const first = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(left), scale), bias)
  storeRow(to, first, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(right), scale), bias), floor)
}

function storeRow(to: usize, left: v128, right: v128, floor: f32): void {
  const least = f32x4.splat(floor)
  v128.store(to, f32x4.pmax(least, left))
  v128.store(to, f32x4.pmax(least, right), 16)
}

/**
 * A convolution that filters each channel by itself. `taps` lists the window's offsets within a framed plane of `planeStep`
 * bytes; `weights` holds for every channel its bias and then its taps' weights.
 */
export function convolveDepthwise(
  from: usize,
  step: usize,
  planeStep: usize,
  taps: usize,
  window: i32,
  weights: usize,
  channels: i32,
  columns: i32,
  rows: i32,
  floor: f32,
  spare: usize,
  to: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < rows; y++) {
      const source = from + <usize>y * step
      if (columns < COLUMNS) {
        filterTile(source, taps, window, weights, floor, spare)
        copyRow(spare, columns, to)
      } else {
        for (let x = 0; x < columns; x += COLUMNS) {
          const at = (<usize>min(x, columns - COLUMNS)) << 2
          filterTile(source + at, taps, window, weights, floor, to + at)
        }
      }
      to += (<usize>columns) << 2
    }
    from += planeStep
    weights += (<usize>(window + 1)) << 2
  }
}

function filterTile(from: usize, taps: usize, window: i32, weights: usize, floor: f32, to: usize): void {
  let left = v128.load_splat<f32>(weights)
  let right = left
  for (let tap = 0; tap < window; tap++) {
    weights += 4
    const source = from + <usize>load<u32>(taps)
    taps += 4
    const weight = v128.load_splat<f32>(weights)
    left = f32x4.add(left, f32x4.mul(weight, v128.load(source)))
    right = f32x4.add(right, f32x4.mul(weight, v128.load(source, 16)))
  }
  storeRow(to, left, right, floor)
}
