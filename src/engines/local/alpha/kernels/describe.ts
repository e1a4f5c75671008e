/**
 * Mean colour (three numbers) and inverse colour covariance (upper triangle, six numbers) of each window of 3 × 3 slots, the
 * diagonal raised by `epsilon`. `left` lists the slots of every window's three left pixels; `colours` are three planes of `slots`.
 */
export function describeWindows(
  left: usize,
  windows: i32,
  colours: usize,
  slots: i32,
  epsilon: f64,
  mean: usize,
  inverse: usize,
): void {
  const plane = (<usize>slots) << 2
  for (let window = 0; window < windows; window++) {
    describeWindow(left, colours, plane, epsilon, mean, inverse)
    left += 12
    mean += 12
    inverse += 24
  }
}

function describeWindow(left: usize, colours: usize, plane: usize, epsilon: f64, mean: usize, inverse: usize): void {
  let r: f64 = 0
  let g: f64 = 0
  let b: f64 = 0
  let rr: f64 = 0
  let rg: f64 = 0
  let rb: f64 = 0
  let gg: f64 = 0
  let gb: f64 = 0
  let bb: f64 = 0
  for (let row: usize = 0; row < 12; row += 4) {
    let at = colours + ((<usize>load<u32>(left + row)) << 2)
    for (let x = 0; x < 3; x++, at += 4) {
      const red = <f64>load<f32>(at)
      const green = <f64>load<f32>(at + plane)
      const blue = <f64>load<f32>(at + 2 * plane)
      r += red
      g += green
      b += blue
      rr += red * red
      rg += red * green
      rb += red * blue
      gg += green * green
      gb += green * blue
      bb += blue * blue
    }
  }
  r /= 9
  g /= 9
  b /= 9
  store<f32>(mean, <f32>r)
  store<f32>(mean, <f32>g, 4)
  store<f32>(mean, <f32>b, 8)
  invert(
    rr / 9 - r * r + epsilon,
    rg / 9 - r * g,
    rb / 9 - r * b,
    gg / 9 - g * g + epsilon,
    gb / 9 - g * b,
    bb / 9 - b * b + epsilon,
    inverse,
  )
}

/** Inverse of a symmetric 3 × 3 matrix, as upper triangles. */
function invert(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, to: usize): void {
  const p = d * f - e * e
  const q = c * e - b * f
  const r = b * e - c * d
  const scale = 1 / (a * p + b * q + c * r)
  store<f32>(to, <f32>(p * scale))
  store<f32>(to, <f32>(q * scale), 4)
  store<f32>(to, <f32>(r * scale), 8)
  store<f32>(to, <f32>((a * f - c * c) * scale), 12)
  store<f32>(to, <f32>((b * c - a * e) * scale), 16)
  store<f32>(to, <f32>((a * d - b * b) * scale), 20)
}
