import { exponentials } from '../../planes/kernels/lanes'

/** Four numbers are worked on at a time; the last group may reach beyond `count`, where the caller keeps room. */
const GROUP: i32 = 4

/** Copies a run of numbers. */
export function copy(from: usize, count: i32, to: usize): void {
  memory.copy(to, from, (<usize>count) << 2)
}

/** Sums of two runs of numbers. `to` may be either of them. */
export function add(first: usize, second: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i += GROUP) {
    const at = (<usize>i) << 2
    v128.store(to + at, f32x4.add(v128.load(first + at), v128.load(second + at)))
  }
}

/** Adds one number to all pixels of a channel; `second` holds a number per channel. */
export function addPixel(first: usize, second: usize, channels: i32, area: i32, to: usize): void {
  for (let channel = 0; channel < channels; channel++) {
    const level = v128.load_splat<f32>(second + ((<usize>channel) << 2))
    for (let i = 0; i < area; i += GROUP) {
      const at = (<usize>(channel * area + i)) << 2
      v128.store(to + at, f32x4.add(v128.load(first + at), level))
    }
  }
}

/** The logistic function. */
export function sigmoid(from: usize, count: i32, to: usize): void {
  const one = f32x4.splat(1)
  for (let i = 0; i < count; i += GROUP) {
    const at = (<usize>i) << 2
    const decay = exponentials(f32x4.neg(v128.load(from + at)))
    v128.store(to + at, f32x4.div(one, f32x4.add(one, decay)))
  }
}
