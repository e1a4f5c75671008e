import { createField, type Field } from './field.ts'
import { power } from './functions.ts'

/** Entries of the look-up tables; 16 steps for each of 255 levels, so that averaged colours lose nothing. */
const STEPS = 4080
const LINEAR = Float32Array.from({ length: STEPS + 2 }, (_, i) => linearise(i / STEPS))
const CURVE = Float32Array.from({ length: STEPS + 2 }, (_, i) => labCurve(i / STEPS))

/** CIE L*a*b* (D65) of sRGB colours 0 to 255; distances in it come close to seen differences. */
export function toLab(colours: Field): Field {
  const lab = createField(colours, 3)
  const from = colours.data
  const to = lab.data
  for (let i = 0; i < to.length; i += 3) {
    const red = LINEAR[((from[i] ?? 0) * 16 + 0.5) | 0] ?? 0
    const green = LINEAR[((from[i + 1] ?? 0) * 16 + 0.5) | 0] ?? 0
    const blue = LINEAR[((from[i + 2] ?? 0) * 16 + 0.5) | 0] ?? 0
    const x = readCurve(0.4339 * red + 0.3762 * green + 0.1899 * blue)
    const y = readCurve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    const z = readCurve(0.0177 * red + 0.1095 * green + 0.8728 * blue)
    to[i] = 116 * y - 16
    to[i + 1] = 500 * (x - y)
    to[i + 2] = 200 * (y - z)
  }
  return lab
}

function readCurve(value: number): number {
  return CURVE[(value * STEPS + 0.5) | 0] ?? 1
}

function linearise(value: number): number {
  return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
}

function labCurve(value: number): number {
  return value > 0.008856 ? power(value, 1 / 3) : 7.787 * value + 16 / 116
}
