import { withShelf } from '../shelf.ts'
import type { Field } from './field.ts'
import { kernels } from './kernels.ts'

/** Entries of the look-up tables; 16 steps for each of 255 levels, so that averaged colours lose nothing. */
const ENTRIES = 4082
const TABLES = fillTables()

/** CIE L*a*b* (D65) of sRGB colours 0 to 255; distances in it come close to seen differences. */
export function toLab(colours: Field): Field {
  return withShelf((shelf) => {
    const [linear, curve] = [shelf.place(TABLES.linear), shelf.place(TABLES.curve)]
    const lab = shelf.place(colours.data)
    kernels.toLab(lab, colours.width * colours.height, linear, curve)
    return { ...colours, data: shelf.read(lab, colours.data.length) }
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
