import { createField, type Field } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Entries of the look-up tables; 16 steps for each of 255 levels, so that averaged colours lose nothing. */
const ENTRIES = 4082
const TABLES = fillTables()

/** CIE L*a*b* (D65) of sRGB colours 0 to 255; distances in it come close to seen differences. */
export function toLab(colours: Field): Field {
  const { width, height } = colours
  return withShelf((shelf) => {
    const [linear, curve, row] = [shelf.place(TABLES.linear), shelf.place(TABLES.curve), shelf.reserve(12 * width)]
    const lab = createField(colours, 3)
    for (let start = 0; start < 3 * width * height; start += 3 * width) {
      shelf.write(colours.data.subarray(start, start + 3 * width), row)
      kernels.toLab(row, width, linear, curve)
      shelf.readInto(row, lab.data.subarray(start, start + 3 * width))
    }
    return lab
  })
}

interface Tables {
  readonly linear: Float32Array
  readonly curve: Float32Array
}

function fillTables(): Tables {
  return withShelf((shelf) => {
    const [linear, curve] = [shelf.reserve(4 * ENTRIES), shelf.reserve(4 * ENTRIES)]
    kernels.fillTables(linear, curve)
    return { linear: shelf.read(linear, ENTRIES), curve: shelf.read(curve, ENTRIES) }
  })
}
