import { power } from './functions'

/** Steps of the look-up tables, which hold two more numbers. */
const STEPS: i32 = 4080

/** Fills the tables of {@link toLab}: light for each level of sRGB, and the curve of L*a*b* for each amount of light. */
export function fillTables(linear: usize, curve: usize): void {
  for (let i = 0; i < STEPS + 2; i++) {
    const value = <f64>i / <f64>STEPS
    const at = (<usize>i) << 2
    store<f32>(linear + at, <f32>linearise(value))
    store<f32>(curve + at, <f32>labCurve(value))
  }
}

function linearise(value: f64): f64 {
  return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
}

function labCurve(value: f64): f64 {
  return value > 0.008856 ? power(value, 1.0 / 3.0) : 7.787 * value + 16.0 / 116.0
}

/** CIE L*a*b* (D65) of sRGB colours 0 to 255; three numbers a pixel, in place. */
export function toLab(colours: usize, pixels: i32, linear: usize, curve: usize): void {
  const end = colours + <usize>pixels * 12
  for (; colours < end; colours += 12) convertPixel(colours, linear, curve)
}

function convertPixel(colour: usize, linear: usize, curve: usize): void {
  const red = read(linear, <f64>load<f32>(colour) * 16)
  const green = read(linear, <f64>load<f32>(colour, 4) * 16)
  const blue = read(linear, <f64>load<f32>(colour, 8) * 16)
  const x = read(curve, (0.4339 * red + 0.3762 * green + 0.1899 * blue) * <f64>STEPS)
  const y = read(curve, (0.2126 * red + 0.7152 * green + 0.0722 * blue) * <f64>STEPS)
  const z = read(curve, (0.0177 * red + 0.1095 * green + 0.8728 * blue) * <f64>STEPS)
  store<f32>(colour, <f32>(116 * y - 16))
  store<f32>(colour, <f32>(500 * (x - y)), 4)
  store<f32>(colour, <f32>(200 * (y - z)), 8)
}

/** The entry nearest to a place in a table. Beside 2 to the power 52, whole numbers are their own bits: no conversion that must look out for large ones. */
function read(table: usize, place: f64): f64 {
  const entry = <usize>reinterpret<i64>(floor(place + 0.5) + 4503599627370496.0)
  return <f64>load<f32>(table + (entry << 2))
}
