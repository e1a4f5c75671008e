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
 * Orders a convolution's weights as its kernel reads them: for every `block` of outputs their biases, then tap by tap a weight
 * of each. What a last block has no outputs for is left as it is. `numbers` holds `depth` weights of each output, then the
 * biases.
 */
export function pack(numbers: usize, outputs: i32, depth: i32, block: i32, to: usize): void {
  const biases = numbers + ((<usize>(outputs * depth)) << 2)
  const step = (<usize>block) << 2
  for (let output = 0; output < outputs; output++) {
    let target = to + ((<usize>((output / block) * block * (depth + 1) + (output % block))) << 2)
    store<f32>(target, load<f32>(biases + ((<usize>output) << 2)))
    for (let tap = 0; tap < depth; tap++) {
      target += step
      store<f32>(target, load<f32>(numbers))
      numbers += 4
    }
  }
}
