/** Pixels a side of the blocks that edges are looked for in, as a power of two. */
const SHIFT: i32 = 3
const BLOCK: i32 = 1 << SHIFT

/** Marks the blocks of pixels where `alpha` mixes or jumps, and those around them, with 1; `near` has a byte for each block. */
export function markEdges(alpha: usize, width: i32, height: i32, near: usize): void {
  const columns = countBlocks(width)
  const rows = countBlocks(height)
  memory.fill(near, 0, <usize>(columns * rows))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, alpha += 4) {
      if (!isPure(alpha, x > 0, y > 0, width)) markAround(near, columns, rows, x >> SHIFT, y >> SHIFT)
    }
  }
}

/** The marks of a row of pixels; 0 where there are none, which means that all of them count. */
export function marksOf(near: usize, width: i32, y: i32): usize {
  return near === 0 ? 0 : near + <usize>((y >> SHIFT) * countBlocks(width))
}

/** Whether a pixel is within {@link BLOCK} pixels of an edge, by its row's marks; a few farther ones are, too. */
export function isNear(marks: usize, x: i32): bool {
  return marks === 0 || load<u8>(marks + <usize>(x >> SHIFT)) === 1
}

function countBlocks(length: i32): i32 {
  return (length + BLOCK - 1) >> SHIFT
}

function isPure(alpha: usize, hasLeft: bool, hasAbove: bool, width: i32): bool {
  const own = load<f32>(alpha)
  if (own !== 0 && own !== 1) return false
  if (hasLeft && load<f32>(alpha - 4) !== own) return false
  return !hasAbove || load<f32>(alpha - ((<usize>width) << 2)) === own
}

function markAround(near: usize, columns: i32, rows: i32, x: i32, y: i32): void {
  const first = max(0, x - 1)
  const count = min(columns, x + 2) - first
  for (let row = max(0, y - 1); row <= min(rows - 1, y + 1); row++)
    memory.fill(near + <usize>(row * columns + first), 1, count)
}
