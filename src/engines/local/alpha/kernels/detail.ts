import { subtractBackdrop } from '../../backdrop/kernels/border'
import { clamp } from '../../planes/kernels/functions'
import { PLACE, sample } from '../../planes/kernels/sample'

/** Bytes of a pixel's colour: three floats, 0 to 255. */
const COLOUR: usize = 12

/**
 * The nine planes of features that `../detail.ts` names, of the `columns` × `rows` pixels from `left`, `top` on; beyond the picture its
 * last column and row go on. `backdrop` as in the mask's features; `across` and `down` tell where the picture's columns and rows are in
 * `probability` and `mask`, planes of `coarse` columns.
 */
export function describeDetail(
  colours: usize,
  width: i32,
  height: i32,
  left: i32,
  top: i32,
  columns: i32,
  rows: i32,
  backdrop: usize,
  noise: f64,
  probability: usize,
  mask: usize,
  coarse: i32,
  across: usize,
  down: usize,
  to: usize,
): void {
  const plane = (<usize>(columns * rows)) << 2
  for (let row = 0; row < rows; row++) {
    const y = min(top + row, height - 1)
    const v = ((<f64>y + 0.5) / <f64>height) * 2 - 1
    const downHere = down + <usize>y * PLACE
    for (let column = 0; column < columns; column++, to += 4) {
      const x = min(left + column, width - 1)
      const u = ((<f64>x + 0.5) / <f64>width) * 2 - 1
      const size = describeColour(colours + <usize>(y * width + x) * COLOUR, backdrop, u, v, plane, to)
      const acrossHere = across + <usize>x * PLACE
      store<f32>(to + 6 * plane, <f32>((size / (size + 4 * noise)) * 2 - 1))
      store<f32>(to + 7 * plane, <f32>(sample(probability, coarse, 4, acrossHere, downHere) * 2 - 1))
      store<f32>(to + 8 * plane, <f32>(sample(mask, coarse, 4, acrossHere, downHere) * 2 - 1))
    }
  }
}

/** The first six planes of a pixel; its distance to the backdrop. */
function describeColour(colour: usize, backdrop: usize, u: f64, v: f64, plane: usize, to: usize): f64 {
  let squares: f64 = 0
  for (let c: usize = 0; c < 3; c++, to += plane) {
    const value = <f64>load<f32>(colour + (c << 2)) / 255
    const difference = subtractBackdrop(value, backdrop, c, u, v)
    squares += difference * difference
    store<f32>(to, <f32>(value * 2 - 1))
    store<f32>(to + 3 * plane, <f32>clamp(4 * difference, -1, 1))
  }
  return sqrt(squares)
}
