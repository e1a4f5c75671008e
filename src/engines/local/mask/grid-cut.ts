import { createMask, type BitMask, type Field } from '../planes/field.ts'
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
  const graph = createGraph(lab)
  costs.data.forEach((cost, i) => {
    if (cost !== 0) graph.terminal[nodeAt(i, lab.width)] = Math.round(cost * UNITS)
  })
  const isIn = region === undefined ? undefined : region.data
  addEdges(graph, lab, { price: smoothness * UNITS, isIn })
  const sides = findMinimumCut(graph)
  const mask = createMask(lab)
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = sides[nodeAt(i, lab.width)] ?? 0
  return mask
}

/** The grid with a rim of unconnected nodes, so that every neighbour exists. */
function createGraph({ width, height }: Field): GridGraph {
  const stride = width + 2
  const nodes = stride * (height + 2)
  const offsets = Int32Array.of(1, -1, stride, -stride, stride + 1, -stride - 1, stride - 1, -stride + 1)
  return { nodes, offsets, capacity: new Int32Array(nodes * DIRECTIONS), terminal: new Int32Array(nodes) }
}

function nodeAt(i: number, width: number): number {
  return (Math.floor(i / width) + 1) * (width + 2) + (i % width) + 1
}

/** Right, down, right and down, left and down: the even directions; the odd ones are their opposites. */
const FORWARD = [
  { dx: 1, dy: 0, length: 1 },
  { dx: 0, dy: 1, length: 1 },
  { dx: 1, dy: 1, length: Math.SQRT2 },
  { dx: -1, dy: 1, length: Math.SQRT2 },
] as const

interface EdgePrices {
  readonly price: number
  readonly isIn: Uint8Array | undefined
}

function addEdges(graph: GridGraph, lab: Field, { price, isIn }: EdgePrices): void {
  const { width, height } = lab
  const falloff = 1 / (2 * Math.max(1, meanContrast(lab, isIn)))
  FORWARD.forEach(({ dx, dy, length }, k) => {
    const offset = graph.offsets[2 * k] ?? 0
    for (let y = 0; y + dy < height; y++) {
      for (let x = Math.max(0, -dx); x < width - Math.max(0, dx); x++) {
        const i = y * width + x
        const j = i + dy * width + dx
        if (isIn !== undefined && isIn[i] === 0 && isIn[j] === 0) continue
        const cost = Math.round((price / length) * Math.exp(-falloff * squaredContrast(lab.data, i, j))) + 1
        const node = nodeAt(i, width)
        graph.capacity[node * DIRECTIONS + 2 * k] = cost
        graph.capacity[(node + offset) * DIRECTIONS + 2 * k + 1] = cost
      }
    }
  })
}

/** Mean squared difference between neighbours: what is a strong edge depends on the picture. */
function meanContrast({ data, width, height }: Field, isIn: Uint8Array | undefined): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0, i = y * width; x < width - 1; x++, i++) {
      if (isIn?.[i] === 0) continue
      sum += squaredContrast(data, i, i + 1) + squaredContrast(data, i, i + width)
      count += 2
    }
  }
  return count === 0 ? 1 : sum / count
}

function squaredContrast(data: Float32Array, i: number, j: number): number {
  const l = (data[i * 3] ?? 0) - (data[j * 3] ?? 0)
  const a = (data[i * 3 + 1] ?? 0) - (data[j * 3 + 1] ?? 0)
  const b = (data[i * 3 + 2] ?? 0) - (data[j * 3 + 2] ?? 0)
  return l * l + a * a + b * b
}
