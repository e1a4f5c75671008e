/** The mean of each plane. */
export function mean(from: usize, channels: i32, area: i32, to: usize): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum: f64 = 0
    for (let i = 0; i < area; i++) sum += <f64>load<f32>(from + ((<usize>i) << 2))
    store<f32>(to + ((<usize>channel) << 2), <f32>(sum / <f64>area))
    from += (<usize>area) << 2
  }
}

/**
 * Twice the width and height, bilinear with pixel centres aligned: every output lies a quarter pixel from an input. `blend`
 * is room for one input row.
 */
export function double(from: usize, channels: i32, width: i32, height: i32, blend: usize, to: usize): void {
  const step = (<usize>width) << 2
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height * 2; y++) {
      const far = y & 1 ? min((y >> 1) + 1, height - 1) : max((y >> 1) - 1, 0)
      blendRows(from + <usize>(y >> 1) * step, from + <usize>far * step, width, blend)
      doubleRow(blend, width, to)
      to += 2 * step
    }
    from += <usize>height * step
  }
}

function blendRows(near: usize, far: usize, width: i32, to: usize): void {
  const most = f32x4.splat(0.75)
  const rest = f32x4.splat(0.25)
  for (let x = 0; x < width; x += 4) {
    const at = (<usize>x) << 2
    v128.store(to + at, f32x4.add(f32x4.mul(most, v128.load(near + at)), f32x4.mul(rest, v128.load(far + at))))
  }
}

function doubleRow(from: usize, width: i32, to: usize): void {
  let left = load<f32>(from)
  for (let x = 0; x < width; x++) {
    const middle = load<f32>(from)
    if (x < width - 1) from += 4
    store<f32>(to, <f32>0.75 * middle + <f32>0.25 * left)
    store<f32>(to, <f32>0.75 * middle + <f32>0.25 * load<f32>(from), 4)
    left = middle
    to += 8
  }
}

/** Four planes become one of twice the size: plane k gives the pixel in row k / 2, column k % 2 of each 2 × 2 block. */
export function shuffle(from: usize, channels: i32, width: i32, height: i32, to: usize): void {
  const row = (<usize>width) << 3
  for (let channel = 0; channel < channels; channel++) {
    let target = to + <usize>(channel >> 2) * row * ((<usize>height) << 1)
    target += <usize>((channel >> 1) & 1) * row + ((<usize>(channel & 1)) << 2)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        store<f32>(target + ((<usize>x) << 3), load<f32>(from))
        from += 4
      }
      target += 2 * row
    }
  }
}
