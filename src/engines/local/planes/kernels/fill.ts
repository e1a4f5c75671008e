import { between } from './sample'

/**
 * Spreads values with weights (0 to 1) over those without, by a pyramid ("push-pull"): `../fill.ts` says more. `values` (`channels`
 * numbers a pixel) get the result; `weight` is used up. `spare` is room for as much again, and for three rows of `channels + 3` numbers
 * a pixel and three columns of three numbers.
 */
export function fillGaps(values: usize, weight: usize, width: i32, height: i32, channels: i32, spare: usize): void {
  const area = width * height
  for (let i = 0; i < area; i++)
    scale(values + ((<usize>(i * channels)) << 2), channels, load<f32>(weight + ((<usize>i) << 2)))
  pull(values, weight, width, height, channels, spare)
}

function scale(at: usize, channels: i32, factor: f32): void {
  for (let c: usize = 0; c < (<usize>channels) << 2; c += 4) store<f32>(at + c, load<f32>(at + c) * factor)
}

/** Fills a level in place, from its own halved copy. */
function pull(values: usize, weight: usize, width: i32, height: i32, channels: i32, spare: usize): void {
  if (width > 1 || height > 1) {
    const columns = (width + 1) >> 1
    const rows = (height + 1) >> 1
    const halfWeight = spare + ((<usize>(columns * rows * channels)) << 2)
    const rest = halfWeight + ((<usize>(columns * rows)) << 2)
    push(values, weight, width, height, channels, spare, halfWeight)
    pull(spare, halfWeight, columns, rows, channels, rest)
    blendIn(values, weight, width, height, channels, spare, halfWeight, rest)
  }
  const area = width * height
  for (let i = 0; i < area; i++)
    normalise(values + ((<usize>(i * channels)) << 2), channels, weight + ((<usize>i) << 2))
}

/** Sums of two by two pixels, with the total weight capped at 1. */
function push(values: usize, weight: usize, width: i32, height: i32, channels: i32, sums: usize, total: usize): void {
  const columns = (width + 1) >> 1
  const pixels = columns * ((height + 1) >> 1)
  memory.fill(sums, 0, (<usize>(pixels * channels)) << 2)
  memory.fill(total, 0, (<usize>pixels) << 2)
  for (let y = 0; y < height; y++) {
    const row = (<usize>((y >> 1) * columns)) << 2
    const from = (<usize>(y * width)) << 2
    addRow(values + from * <usize>channels, weight + from, width, channels, sums + row * <usize>channels, total + row)
  }
  for (let i = 0; i < pixels; i++) cap(sums + ((<usize>(i * channels)) << 2), channels, total + ((<usize>i) << 2))
}

function addRow(values: usize, weight: usize, width: i32, channels: i32, sums: usize, total: usize): void {
  const pixel = (<usize>channels) << 2
  for (let x = 0; x < width; x++) {
    const share = load<f32>(weight + ((<usize>x) << 2))
    // Weighted values of weight 0 are zeros.
    if (share !== 0) {
      const at = total + ((<usize>(x >> 1)) << 2)
      store<f32>(at, load<f32>(at) + share)
      add(values + <usize>x * pixel, pixel, sums + <usize>(x >> 1) * pixel)
    }
  }
}

function add(from: usize, bytes: usize, to: usize): void {
  for (let c: usize = 0; c < bytes; c += 4) store<f32>(to + c, load<f32>(to + c) + load<f32>(from + c))
}

function cap(sums: usize, channels: i32, total: usize): void {
  const weight = load<f32>(total)
  if (weight <= 1) return
  store<f32>(total, 1)
  divide(sums, channels, weight)
}

/** Turns weighted values into plain ones wherever there is any weight. */
function normalise(values: usize, channels: i32, weight: usize): void {
  const total = load<f32>(weight)
  if (total > 0 && total !== 1) divide(values, channels, total)
}

function divide(at: usize, channels: i32, by: f32): void {
  for (let c: usize = 0; c < (<usize>channels) << 2; c += 4) store<f32>(at + c, load<f32>(at + c) / by)
}

/** Adds what lies below to what has not its full weight, as far as that is missing. */
function blendIn(
  values: usize,
  weight: usize,
  width: i32,
  height: i32,
  channels: i32,
  half: usize,
  halfWeight: usize,
  spare: usize,
): void {
  const columns = (width + 1) >> 1
  const rows = (height + 1) >> 1
  const line = spare + <usize>width * 12
  const lineWeight = line + ((<usize>(columns * channels)) << 2)
  for (let x = 0; x < width; x++) locate(columns, width, x, spare + <usize>x * 12)
  const place = lineWeight + ((<usize>columns) << 2)
  for (let y = 0; y < height; y++) {
    const at = (<usize>(y * width)) << 2
    if (!hasGap(weight + at, width)) continue
    locate(rows, height, y, place)
    mixRows(half, columns * channels, place, line)
    mixRows(halfWeight, columns, place, lineWeight)
    blendRow(values + at * <usize>channels, weight + at, width, channels, line, lineWeight, spare)
  }
}

function hasGap(weight: usize, width: i32): bool {
  for (let i: usize = 0; i < (<usize>width) << 2; i += 4) if (load<f32>(weight + i) < 1) return true
  return false
}

/** Where linear interpolation reads an axis of `coarse` positions at one of `fine`: two places (whole numbers) and the second one's share. */
function locate(coarse: i32, fine: i32, i: i32, to: usize): void {
  const at = min(<f64>(coarse - 1), max(<f64>0, ((<f64>i + 0.5) * <f64>coarse) / <f64>fine - 0.5))
  const first = floor(at)
  store<i32>(to, <i32>first)
  store<i32>(to, min(coarse - 1, <i32>first + 1), 4)
  store<f32>(to, <f32>(at - first), 8)
}

/** A row between two rows of `length` numbers. */
function mixRows(rows: usize, length: i32, place: usize, to: usize): void {
  const bytes = (<usize>length) << 2
  const top = rows + <usize>load<i32>(place) * bytes
  const bottom = rows + <usize>load<i32>(place, 4) * bytes
  const share = <f64>load<f32>(place, 8)
  for (let i: usize = 0; i < bytes; i += 4) {
    store<f32>(to + i, <f32>between(load<f32>(top + i), load<f32>(bottom + i), share))
  }
}

function blendRow(
  values: usize,
  weight: usize,
  width: i32,
  channels: i32,
  line: usize,
  lineWeight: usize,
  places: usize,
): void {
  const pixel = (<usize>channels) << 2
  for (let x = 0; x < width; x++, values += pixel, weight += 4, places += 12) {
    const gap = 1 - <f64>load<f32>(weight)
    if (gap <= 0) continue
    const left = <usize>load<i32>(places)
    const right = <usize>load<i32>(places, 4)
    const part = <f64>load<f32>(places, 8)
    const found = <f32>between(load<f32>(lineWeight + (left << 2)), load<f32>(lineWeight + (right << 2)), part)
    const share = gap * <f64>found
    store<f32>(weight, <f32>(1 - gap + share))
    for (let c: usize = 0; c < pixel; c += 4) {
      const below = <f32>between(load<f32>(line + left * pixel + c), load<f32>(line + right * pixel + c), part)
      store<f32>(values + c, <f32>(<f64>load<f32>(values + c) + share * <f64>below))
    }
  }
}
