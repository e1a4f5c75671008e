import type { Raster } from '../../../core/types.ts'
import type { Field } from '../planes/field.ts'
import { placeAxes } from '../planes/places.ts'
import { withShelf, type Shelf } from '../shelf.ts'
import { kernels } from './kernels.ts'
import type { Trimap } from './trimap.ts'

/** What alpha is solved from. */
interface AlphaProblem {
  readonly photo: Raster
  /** Of the photo's size. */
  readonly trimap: Trimap
  /** Alpha of the unknown pixels, roughly; of any size. */
  readonly draft: Field
}

/** Alpha, 0 to 1, of the unknown pixels and some around them; these keep theirs. */
interface Solution {
  /** Row-major. */
  readonly pixels: Int32Array
  readonly alpha: Float64Array
}

/** Keeps covariances invertible in flat areas (the epsilon of closed-form matting, over the nine pixels of a window). */
const EPSILON = 1e-4 / 9
/** How much the draft counts against smoothness. */
const TRUST = 0.03
/** Steps of conjugate gradients: the draft is nearly right. */
const STEPS = 12
/** Numbers between the three that each slot has in the spare room: kernels write up to four from the last slot on. */
const GAP = 4

/** Alpha in the unknown band: smooth as the matting Laplacian wants it, near the draft. */
export function solveAlpha({ photo, trimap, draft }: AlphaProblem): Solution {
  return withShelf((shelf) => {
    const { kinds, slots, windows, left, list } = openBench(shelf, trimap)
    const pixels = shelf.readWhole(list, slots)
    const colours = shelf.place(readColours(photo, pixels))
    const [target, pull, alpha] = [shelf.reserve(4 * slots), shelf.reserve(4 * slots), shelf.reserve(4 * slots)]
    const coarse = [shelf.place(draft.data), draft.width, ...placeAxes(shelf, draft, photo)]
    kernels.setOut(list, slots, kinds, photo.width, ...coarse, TRUST, target, pull, alpha)
    const described = [shelf.reserve(12 * windows), shelf.reserve(24 * windows)]
    kernels.scaleColours(colours, 3 * slots)
    kernels.describeWindows(left, windows, colours, slots, EPSILON, ...described)
    const spare = shelf.reserve(12 * (slots + GAP))
    kernels.descend(left, windows, colours, slots, ...described, pull, target, alpha, STEPS, spare)
    const lifted = shelf.reserve(8 * slots)
    kernels.liftVeil(alpha, slots, lifted)
    return { pixels, alpha: shelf.readWide(lifted, slots) }
  })
}

/** What the kernels work on: a trimap, the 3 × 3 windows that touch an unknown pixel, and the pixels they cover ("slots"). */
interface Bench {
  readonly kinds: number
  readonly windows: number
  readonly slots: number
  /** For each window the slots of its three left pixels, top to bottom. */
  readonly left: number
  /** Pixel of each slot. */
  readonly list: number
}

function openBench(shelf: Shelf, { data, width, height }: Trimap): Bench {
  const [kinds, counts] = [shelf.place(data), shelf.reserve(8)]
  kernels.markWindows(kinds, width, height, counts)
  const [windows = 0, slots = 0] = shelf.readWhole(counts, 2)
  const [centres, list, left] = [shelf.reserve(4 * windows), shelf.reserve(4 * slots), shelf.reserve(12 * windows)]
  kernels.listWindows(kinds, width, height, centres, list, left)
  return { kinds, slots, windows, left, list }
}

/** Three planes, 0 to 255. */
function readColours({ data }: Raster, list: Int32Array): Float32Array {
  const count = list.length
  const colours = new Float32Array(count * 3)
  for (let slot = 0; slot < count; slot++) {
    const from = (list[slot] ?? 0) * 4
    colours[slot] = data[from] ?? 0
    colours[count + slot] = data[from + 1] ?? 0
    colours[2 * count + slot] = data[from + 2] ?? 0
  }
  return colours
}
