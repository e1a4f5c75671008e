const DIAGONAL: f32 = 1.4142135381698608
/** Farther than any picture is wide. */
const FAR: f32 = 1e6

/** 0 where the mask (bytes) is 1, far elsewhere. */
export function seedDistance(mask: usize, count: i32, to: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) store<f32>(to + (i << 2), load<u8>(mask + i) === 1 ? <f32>0 : FAR)
}

/** Both passes of the chamfer distance; the backward one is the forward one on the picture turned by 180°. */
export function sweep(data: usize, width: i32, height: i32): void {
  const row = (<usize>width) << 2
  const last = data + <usize>height * row - 4
  for (let y = 0; y < height; y++) sweepRow(data + <usize>y * row, width, 4, y > 0)
  for (let y = 0; y < height; y++) sweepRow(last - <usize>y * row, width, -4, y > 0)
}

/** One row of a pass from `at` on; `step` is the way to the next pixel in bytes. */
function sweepRow(at: usize, width: i32, step: isize, hasAbove: bool): void {
  const above = <isize>width * step
  let beside: f64 = FAR
  let corner: f64 = FAR
  let over: f64 = hasAbove ? load<f32>(at - above) : FAR
  for (let x = 1; x <= width; x++) {
    const next: f64 = hasAbove && x < width ? load<f32>(at - above + step) : FAR
    let best: f64 = load<f32>(at)
    if (best > 1) {
      const straight = min(beside, over) + 1
      const slanted = min(corner, next) + <f64>DIAGONAL
      if (straight < best) best = straight
      if (slanted < best) best = slanted
      store<f32>(at, <f32>best)
    }
    beside = best
    corner = over
    over = next
    at += step
  }
}
