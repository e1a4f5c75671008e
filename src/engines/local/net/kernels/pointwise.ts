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
    const decay = exponential(f32x4.neg(v128.load(from + at)))
    v128.store(to + at, f32x4.div(one, f32x4.add(one, decay)))
  }
}

/** e to the power of each lane, cut to what floats can tell from 0 and infinity; a relative error below 2e-7. */
function exponential(x: v128): v128 {
  const cut = f32x4.pmin(f32x4.splat(87), f32x4.pmax(f32x4.splat(-87), x))
  const power = f32x4.nearest(f32x4.mul(cut, f32x4.splat(<f32>1.4426950408889634)))
  // The natural logarithm of 2 in two parts: the first has few bits, so that its multiples are exact.
  const most = f32x4.sub(cut, f32x4.mul(power, f32x4.splat(<f32>0.693359375)))
  const rest = f32x4.sub(most, f32x4.mul(power, f32x4.splat(<f32>-2.1219444005469057e-4)))
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23)
  return f32x4.mul(series(rest), scale)
}

/** Taylor's series of the exponential function up to the seventh power, for |x| below 0.35. */
function series(x: v128): v128 {
  let sum = f32x4.splat(<f32>(1.0 / 5040.0))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(<f32>(1.0 / 720.0)))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(<f32>(1.0 / 120.0)))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(<f32>(1.0 / 24.0)))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(<f32>(1.0 / 6.0)))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(0.5))
  sum = f32x4.add(f32x4.mul(sum, x), f32x4.splat(1))
  return f32x4.add(f32x4.mul(sum, x), f32x4.splat(1))
}
