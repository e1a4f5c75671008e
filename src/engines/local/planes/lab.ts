import type { Field } from './field.ts'
import { borrowKernels } from './kernels.ts'

/** Entries of the look-up tables; 16 steps for each of 255 levels, so that averaged colours lose nothing. */
const ENTRIES = 4082
const TABLES = fillTables()

/** CIE L*a*b* (D65) of sRGB colours 0 to 255; distances in it come close to seen differences. */
export function toLab(colours: Field): Field {
  const { width, height, data } = colours
  const { kernels, shelf } = borrowKernels()
  const [linear, curve, lab] = [shelf.place(TABLES.linear), shelf.place(TABLES.curve), shelf.place(data)]
  // Row by row, so that the optimised form of the kernel can take over as soon as it is there.
  for (let row = 0; row < height; row++) kernels.toLab(lab + row * width * 12, width, linear, curve)
  return { ...colours, data: shelf.read(lab, data.length) }
}

interface Tables {
  readonly linear: Float32Array
  readonly curve: Float32Array
}

function fillTables(): Tables {
  const { kernels, shelf } = borrowKernels()
  const [linear, curve] = [shelf.reserve(4 * ENTRIES), shelf.reserve(4 * ENTRIES)]
  kernels.fillTables(linear, curve)
  return { linear: shelf.read(linear, ENTRIES), curve: shelf.read(curve, ENTRIES) }
}
