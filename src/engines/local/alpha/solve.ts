import type { Field } from '../planes/field.ts'
import { placeAxes } from '../planes/places.ts'
import { withShelf, type Shelf } from '../shelf.ts'
import { kernels } from './kernels.ts'
import type { AlphaProblem, Pixels } from './problem.ts'

/** Where to start from and how far to go. */
export interface SolveOptions {
  /** A first alpha, of any size; what the colours say by themselves where left out. */
  readonly start?: Field | undefined
  /** Most steps of conjugate gradients. */
  readonly steps: number
}

/** Alpha, 0 to 1, of the unknown pixels and some around them; these keep theirs. */
export interface Solution {
  /** Row-major. */
  readonly pixels: Int32Array
  readonly alpha: Float64Array
}

/** Keeps covariances invertible in flat areas (the epsilon of closed-form matting, over the nine pixels of a window). */
const EPSILON = 1e-4 / 9
/** Numbers between the three that each slot has in the spare room: kernels write up to four from the last slot on. */
const GAP = 4

/** Alpha in the unknown band: smooth as the matting Laplacian wants it, near what each colour says by itself. */
export function solveAlpha(problem: AlphaProblem, { start, steps }: SolveOptions): Solution {
  return withShelf((shelf) => {
    const bench = openBench(shelf, problem)
    const { slots, windows, left } = bench
    const pixels = shelf.readWhole(bench.list, slots)
    const colours = shelf.place(readColours(problem.pixels, pixels))
    const [target, pull, alpha] = [shelf.reserve(4 * slots), shelf.reserve(4 * slots), shelf.reserve(4 * slots)]
    guess(bench, problem, { colours, target, pull })
    setOut(bench, problem.pixels, start, { target, alpha })
    const described = [shelf.reserve(12 * windows), shelf.reserve(24 * windows)]
    kernels.scaleColours(colours, 3 * slots)
    kernels.describeWindows(left, windows, colours, slots, EPSILON, ...described)
    const spare = shelf.reserve(12 * (slots + GAP))
    kernels.descend(left, windows, colours, slots, ...described, pull, target, alpha, steps, spare)
    const lifted = shelf.reserve(8 * slots)
    kernels.liftVeil(alpha, slots, lifted)
    return { pixels, alpha: shelf.readWide(lifted, slots) }
  })
}

/** What the kernels work on: a trimap, the 3 × 3 windows that touch an unknown pixel, and the pixels they cover ("slots"). */
interface Bench {
  readonly shelf: Shelf
  readonly trimap: number
  readonly windows: number
  readonly slots: number
  /** For each window the slots of its three left pixels, top to bottom. */
  readonly left: number
  /** Pixel of each slot. */
  readonly list: number
}

function openBench(shelf: Shelf, { trimap: { data, width, height } }: AlphaProblem): Bench {
  const [trimap, counts] = [shelf.place(data), shelf.reserve(8)]
  kernels.markWindows(trimap, width, height, counts)
  const [windows = 0, slots = 0] = shelf.readWhole(counts, 2)
  const [centres, list, left] = [shelf.reserve(4 * windows), shelf.reserve(4 * slots), shelf.reserve(12 * windows)]
  kernels.listWindows(trimap, width, height, centres, list, left)
  return { shelf, trimap, windows, slots, left, list }
}

interface Guess {
  readonly colours: number
  readonly target: number
  readonly pull: number
}

function guess(bench: Bench, problem: AlphaProblem, { colours, target, pull }: Guess): void {
  const { shelf, list, slots, trimap } = bench
  const { pixels, product, background, noise, trust } = problem
  const layers = [shelf.place(product.data), shelf.place(background.data), product.width]
  const places = placeAxes(shelf, product, pixels)
  const spare = shelf.reserve(48)
  const numbers = [noise, trust, target, pull, spare]
  kernels.guessAlpha(list, slots, trimap, pixels.width, colours, ...layers, ...places, ...numbers)
}

function setOut(
  { shelf, list, slots, trimap }: Bench,
  pixels: Pixels,
  start: Field | undefined,
  { target, alpha }: { readonly target: number; readonly alpha: number },
): void {
  const coarse =
    start === undefined ? [0, 0, 0, 0] : [shelf.place(start.data), start.width, ...placeAxes(shelf, start, pixels)]
  kernels.setOut(list, slots, trimap, pixels.width, ...coarse, target, alpha)
}

/** Three planes, 0 to 255. */
function readColours({ data, step }: Pixels, list: Int32Array): Float32Array {
  const count = list.length
  const colours = new Float32Array(count * 3)
  for (let slot = 0; slot < count; slot++) {
    const from = (list[slot] ?? 0) * step
    colours[slot] = data[from] ?? 0
    colours[count + slot] = data[from + 1] ?? 0
    colours[2 * count + slot] = data[from + 2] ?? 0
  }
  return colours
}
