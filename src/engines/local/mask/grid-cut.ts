import { createMask, type BitMask, type Field } from '../planes/field.ts'
import { exponential } from '../planes/functions.ts'
import { findMinimumCut } from './max-flow.ts'
import { DIRECTIONS, type GridGraph } from './search-trees.ts'

/** A picture to be divided in two along its edges. */
export interface Division {
  /** L*a*b* colours. */
  readonly lab: Field
  /** What speaks for product (above 0) or background (below 0) at each pixel, as a log likelihood ratio. */
  readonly costs: Field
  /** Price of a border between two pixels of equal colour, in units of `costs`. */
  readonly smoothness: number
  /** Where the border may run; everywhere, if left out. Pixels beyond it that have no cost come out as background. */
  readonly region?: BitMask | undefined
}

/** Graph cuts work on whole numbers; this many make one unit of cost. */
const UNITS = 100

/** The cheapest division: neighbours on different sides cost the more the more alike they are (GrabCut, Rother et al. 2004). */
export function divideGrid({ lab, costs, smoothness, region }: Division): BitMask {
  const pixels = listPixels(costs, region)
  const graph = createGraph(lab, pixels)
  for (let k = 0; k < pixels.length; k++)
    graph.terminal[graph.used[k] ?? 0] = Math.round((costs.data[pixels[k] ?? 0] ?? 0) * UNITS)
  addEdges(graph, lab, { pixels, price: smoothness * UNITS, isIn: region?.data })
  const sides = findMinimumCut(graph)
  const mask = createMask(lab)
  for (let k = 0; k < pixels.length; k++) mask.data[pixels[k] ?? 0] = sides[graph.used[k] ?? 0] ?? 0
  return mask
}

/** The pixels that are in the region, or tied to a side. */
function listPixels({ data: costs }: Field, region: BitMask | undefined): Int32Array {
  const list = new Int32Array(costs.length)
  let count = 0
  for (let i = 0; i < costs.length; i++) if (region?.data[i] !== 0 || costs[i] !== 0) list[count++] = i
  return list.subarray(0, count)
}

/** The grid with a rim of unconnected nodes, so that every neighbour exists. What is not used is never touched, and costs nothing. */
function createGraph({ width, height }: Field, pixels: Int32Array): GridGraph {
  const stride = width + 2
  const nodes = stride * (height + 2)
  const offsets = Int32Array.of(1, -1, stride, -stride, stride + 1, -stride - 1, stride - 1, -stride + 1)
  const used = pixels.map((i) => (Math.floor(i / width) + 1) * stride + (i % width) + 1)
  return { nodes, used, offsets, capacity: new Int32Array(nodes * DIRECTIONS), terminal: new Int32Array(nodes) }
}

/** Right, down, right and down, left and down: the even directions; the odd ones are their opposites. */
const FORWARD = [
  { dx: 1, dy: 0, length: 1 },
  { dx: 0, dy: 1, length: 1 },
  { dx: 1, dy: 1, length: Math.SQRT2 },
  { dx: -1, dy: 1, length: Math.SQRT2 },
] as const

interface Edges {
  readonly pixels: Int32Array
  readonly price: number
  readonly isIn: Uint8Array | undefined
}

function addEdges(graph: GridGraph, lab: Field, edges: Edges): void {
  const falloff = -1 / (2 * Math.max(1, meanContrast(lab, edges)))
  for (const [k, { dx, dy, length }] of FORWARD.entries()) {
    addDirection(graph, lab, edges, { k, dx, dy, price: edges.price / length, falloff })
  }
}

interface Direction {
  readonly k: number
  readonly dx: number
  readonly dy: number
  readonly price: number
  readonly falloff: number
}

function addDirection(graph: GridGraph, lab: Field, { pixels, isIn }: Edges, direction: Direction): void {
  const { data, width, height } = lab
  const { k, dx, dy, price, falloff } = direction
  const { capacity, used } = graph
  const offset = (graph.offsets[2 * k] ?? 0) * DIRECTIONS
  for (let n = 0; n < pixels.length; n++) {
    const i = pixels[n] ?? 0
    const x = (i % width) + dx
    const j = i + dy * width + dx
    if (x < 0 || x >= width || j >= width * height) continue
    if (isIn !== undefined && isIn[i] === 0 && isIn[j] === 0) continue
    const cost = Math.round(price * exponential(falloff * squaredContrast(data, i, j))) + 1
    const edge = (used[n] ?? 0) * DIRECTIONS + 2 * k
    capacity[edge] = cost
    capacity[edge + offset + 1] = cost
  }
}

/** Mean squared difference between neighbours: what is a strong edge depends on the picture. */
function meanContrast({ data, width, height }: Field, { pixels, isIn }: Edges): number {
  let sum = 0
  let count = 0
  for (let n = 0; n < pixels.length; n++) {
    const i = pixels[n] ?? 0
    if (isIn?.[i] === 0 || i % width === width - 1 || i >= width * (height - 1)) continue
    sum += squaredContrast(data, i, i + 1) + squaredContrast(data, i, i + width)
    count += 2
  }
  return count === 0 ? 1 : sum / count
}

function squaredContrast(data: Float32Array, i: number, j: number): number {
  const l = (data[i * 3] ?? 0) - (data[j * 3] ?? 0)
  const a = (data[i * 3 + 1] ?? 0) - (data[j * 3 + 1] ?? 0)
  const b = (data[i * 3 + 2] ?? 0) - (data[j * 3 + 2] ?? 0)
  return l * l + a * a + b * b
}
