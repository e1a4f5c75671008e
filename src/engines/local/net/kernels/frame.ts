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

/** Sends even columns of the framed row to its first half, odd ones to its second. */
function splitRow(from: usize, width: i32, margin: i32, to: usize, pitch: i32): void {
  const half = (<usize>pitch) << 1
  for (let x = 0; x < width; x++) {
    const column = x + margin
    const side: usize = column & 1 ? half : 0
    store<f32>(to + side + ((<usize>(column >> 1)) << 2), load<f32>(from + ((<usize>x) << 2)))
  }
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
