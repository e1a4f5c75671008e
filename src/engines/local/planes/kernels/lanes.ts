/** Functions of four 32-bit floats at a time, by operations that give the same bits everywhere. */

/** e to the power of each lane, cut to what floats can tell from 0 and infinity; a relative error below 2e-7. */
export function exponentials(x: v128): v128 {
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

/** The natural logarithm of each lane, above 0 and of usual size: a power of two and a series for the rest; off by some millionths. */
export function logarithms(x: v128): v128 {
  const one = f32x4.splat(1)
  // Counted from a number's bits so that the rest lies between the roots of a half and of 2.
  const places = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23)
  const rest = i32x4.sub(x, i32x4.shl(places, 23))
  const t = f32x4.div(f32x4.sub(rest, one), f32x4.add(rest, one))
  const square = f32x4.mul(t, t)
  let sum = f32x4.splat(<f32>(2.0 / 9.0))
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(<f32>(2.0 / 7.0)))
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(<f32>(2.0 / 5.0)))
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(<f32>(2.0 / 3.0)))
  sum = f32x4.add(f32x4.mul(sum, square), f32x4.splat(2))
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(places), f32x4.splat(<f32>0.6931471805599453)), f32x4.mul(sum, t))
}
