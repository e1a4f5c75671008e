import { BLOCK, HEAD } from './convolve'

/**
 * The values of IEEE 754 binary16 bits (finite ones). Moved to the places that binary32 has for them, they are too small by
 * the difference of the exponents' biases, the smallest ones included. Four at a time: the last may reach beyond `count`.
 */
export function widen(halves: usize, count: i32, to: usize): void {
  const sign = i32x4.splat(0x8000)
  const size = i32x4.splat(0x7fff)
  // 2 to the power 127 - 15.
  const scale = f32x4.splat(5192296858534827628530496329220096.0)
  for (let i = 0; i < count; i += 4) {
    const bits = v128.load_ext<u16>(halves + ((<usize>i) << 1))
    const number = f32x4.mul(i32x4.shl(v128.and(bits, size), 13), scale)
    v128.store(to + ((<usize>i) << 2), v128.or(number, i32x4.shl(v128.and(bits, sign), 16)))
  }
}

/**
 * Orders the weights of a convolution that filters each channel by itself as its kernel reads them: for every channel its bias, then
 * `window` weights. `numbers` holds the weights of all channels, then the biases.
 */
export function pack(numbers: usize, channels: i32, window: i32, to: usize): void {
  const length = (<usize>window) << 2
  const biases = numbers + <usize>channels * length
  for (let channel = 0; channel < channels; channel++) {
    store<f32>(to, load<f32>(biases + ((<usize>channel) << 2)))
    memory.copy(to + 4, numbers, length)
    numbers += length
    to += length + 4
  }
}

/** The largest 16-bit number, and the largest sum of an output's weights that no sum with inputs of 14 bits overflows by. */
const LARGEST: f32 = 32767
const LARGEST_SUM: f32 = 262144

/**
 * Orders the weights of a convolution that mixes channels as its kernel reads them: for every four outputs their biases, what 1 in their
 * weights stands for, and then, tap by tap of each pair of input channels, a pair of 16-bit weights of each output. `numbers` holds
 * `inputs` × `window` weights of each output, then the biases. `to` is all zeros.
 */
export function packPairs(numbers: usize, outputs: i32, inputs: i32, window: i32, to: usize): void {
  const length = inputs * window
  const pairs = (inputs + 1) >> 1
  const biases = numbers + ((<usize>(outputs * length)) << 2)
  for (let output = 0; output < outputs; output++) {
    const lane = (<usize>(output % BLOCK)) << 2
    const head = to + ((<usize>((output / BLOCK) * BLOCK * (pairs * window + 2))) << 2) + lane
    const scale = chooseScale(numbers, length)
    store<f32>(head, load<f32>(biases + ((<usize>output) << 2)))
    store<f32>(head, scale === 0 ? 0 : 1 / scale, 16)
    for (let input = 0; input < inputs; input++) {
      // Pairs of 16-bit numbers, the odd channel's in the upper half.
      let target = head + HEAD + ((<usize>((input >> 1) * window)) << 4) + ((<usize>(input & 1)) << 1)
      for (let tap = 0; tap < window; tap++) {
        store<i16>(target, <i16>nearest(load<f32>(numbers) * scale))
        numbers += 4
        target += 16
      }
    }
  }
}

/** As large as 16-bit numbers and 32-bit sums allow, for the weights of one output. */
function chooseScale(weights: usize, count: i32): f32 {
  let most: f32 = 0
  let sum: f32 = 0
  for (let i = 0; i < count; i++) {
    const size = abs(load<f32>(weights + ((<usize>i) << 2)))
    most = max(most, size)
    sum += size
  }
  // Rounding adds up to a half to each.
  return most === 0 ? 0 : min(LARGEST / most, (LARGEST_SUM - <f32>count) / sum)
}
