/** Bytes of a place on an axis, as `../axis.ts` lists them: two positions (whole numbers), and the share of the second one. */
export const PLACE: usize = 12

/** Bilinear reading at a place of both axes, of a picture of `columns` columns, whose pixels are `pace` bytes apart. */
export function sample(data: usize, columns: i32, pace: usize, column: usize, row: usize): f64 {
  const top = data + <usize>(load<i32>(row) * columns) * pace
  const bottom = data + <usize>(load<i32>(row, 4) * columns) * pace
  const left = <usize>load<i32>(column) * pace
  const right = <usize>load<i32>(column, 4) * pace
  const share = <f64>load<f32>(column, 8)
  const upper = between(load<f32>(top + left), load<f32>(top + right), share)
  const lower = between(load<f32>(bottom + left), load<f32>(bottom + right), share)
  return upper + (lower - upper) * <f64>load<f32>(row, 8)
}

/** A number between two others. */
export function between(first: f32, second: f32, share: f64): f64 {
  return <f64>first + (<f64>second - <f64>first) * share
}
