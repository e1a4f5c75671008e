import { clamp } from '../../planes/kernels/functions'
import { PLACE, sample } from '../../planes/kernels/sample'
import { PRODUCT, UNKNOWN } from './kinds'

/** What is nearer than this to 0 or 1 is 0 or 1: no veil over the background, none over the product. */
const VEIL: f64 = 0.02

/** Scales colours from 0–255 to 0–1. */
export function scaleColours(colours: usize, count: i32): void {
  const end = colours + ((<usize>count) << 2)
  for (; colours < end; colours += 4) store<f32>(colours, load<f32>(colours) / 255)
}

/**
 * Where each slot starts from: 0 or 1 for known pixels, a coarser alpha of `columns` columns for others; `across` and `down` tell where
 * the picture's columns and rows are in it. Unknown ones are pulled to where they start, by `trust`.
 */
export function setOut(
  slots: usize,
  count: i32,
  trimap: usize,
  width: i32,
  coarse: usize,
  columns: i32,
  across: usize,
  down: usize,
  trust: f32,
  target: usize,
  pull: usize,
  alpha: usize,
): void {
  for (let slot = 0; slot < count; slot++) {
    const at = (<usize>slot) << 2
    const pixel = load<i32>(slots + at)
    const kind = load<u8>(trimap + <usize>pixel) & 3
    let start = kind === PRODUCT ? <f32>1 : <f32>0
    if (kind === UNKNOWN) {
      const column = across + <usize>(pixel % width) * PLACE
      const row = down + <usize>(pixel / width) * PLACE
      start = <f32>sample(coarse, columns, 4, column, row)
    }
    store<f32>(alpha + at, start)
    store<f32>(target + at, start)
    store<f32>(pull + at, kind === UNKNOWN ? trust : 0)
  }
}

/** Lifts the veil off each alpha, which is brought into 0 … 1; the results have 64 bits. */
export function liftVeil(alpha: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i++) {
    const value = clamp(<f64>load<f32>(alpha + ((<usize>i) << 2)), 0, 1)
    store<f64>(to + ((<usize>i) << 3), clamp((value - VEIL) / (1 - 2 * VEIL), 0, 1))
  }
}
