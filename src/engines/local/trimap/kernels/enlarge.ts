import { between, PLACE } from '../../planes/kernels/sample'

/**
 * A mask (bytes) at another size: 1 where more than half of a pixel is in it. It has `coarse` columns; `across` and `down` tell where
 * the picture's columns and rows are in it.
 */
export function enlargeMask(
  mask: usize,
  coarse: i32,
  across: usize,
  down: usize,
  width: i32,
  height: i32,
  to: usize,
): void {
  for (let y = 0; y < height; y++, down += PLACE) {
    const top = mask + <usize>(load<i32>(down) * coarse)
    const bottom = mask + <usize>(load<i32>(down, 4) * coarse)
    const share = <f64>load<f32>(down, 8)
    for (let x = 0; x < width; x++, to++) {
      const column = across + <usize>x * PLACE
      const left = between(bitAt(top, column, 0), bitAt(bottom, column, 0), share)
      const right = between(bitAt(top, column, 4), bitAt(bottom, column, 4), share)
      store<u8>(to, left + (right - left) * <f64>load<f32>(column, 8) > 0.5 ? 1 : 0)
    }
  }
}

/** The mask in a row, at one of the two positions of a place. */
function bitAt(row: usize, column: usize, position: usize): f32 {
  return <f32>load<u8>(row + <usize>load<i32>(column + position))
}
