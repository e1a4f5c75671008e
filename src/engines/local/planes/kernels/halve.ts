/**
 * Mean colours of two by two pixels, of those of one `kind` (bytes) alone, three numbers each; `weight` gets the share of the four that
 * are of this kind.
 */
export function averageKind(
  colours: usize,
  kinds: usize,
  kind: i32,
  width: i32,
  height: i32,
  means: usize,
  weight: usize,
): void {
  const columns = (width + 1) >> 1
  const pixels = columns * ((height + 1) >> 1)
  memory.fill(means, 0, <usize>pixels * 12)
  memory.fill(weight, 0, (<usize>pixels) << 2)
  for (let y = 0; y < height; y++) {
    const row = <usize>((y >> 1) * columns)
    addRow(colours, kinds, kind, width, means + row * 12, weight + (row << 2))
    colours += <usize>width * 12
    kinds += <usize>width
  }
  for (let i = 0; i < pixels; i++) divide(means + <usize>i * 12, weight + ((<usize>i) << 2))
}

function addRow(colours: usize, kinds: usize, kind: i32, width: i32, sums: usize, counts: usize): void {
  for (let x = 0; x < width; x++, colours += 12) {
    if (load<u8>(kinds + <usize>x) !== kind) continue
    const sum = sums + <usize>(x >> 1) * 12
    const count = counts + ((<usize>(x >> 1)) << 2)
    store<f32>(sum, load<f32>(sum) + load<f32>(colours))
    store<f32>(sum, load<f32>(sum, 4) + load<f32>(colours, 4), 4)
    store<f32>(sum, load<f32>(sum, 8) + load<f32>(colours, 8), 8)
    store<f32>(count, load<f32>(count) + 1)
  }
}

function divide(sum: usize, count: usize): void {
  const total = load<f32>(count)
  if (total === 0) return
  store<f32>(sum, load<f32>(sum) / total)
  store<f32>(sum, load<f32>(sum, 4) / total, 4)
  store<f32>(sum, load<f32>(sum, 8) / total, 8)
  store<f32>(count, total / 4)
}
