import { measureStrangeness, type Backdrop } from '../backdrop/surface.ts'
import { createMask, type BitMask, type Field } from '../planes/field.ts'
import { clamp } from '../planes/statistics.ts'
import { fitColourModel } from './colour-model.ts'
import { findMinimumCut } from './max-flow.ts'
import { DIRECTIONS, type GridGraph } from './search-trees.ts'

/** Graph cuts work on whole numbers; this many make one unit of cost. */
const UNITS = 100
/** Weight of the network's opinion, of the colours' and of a smooth outline against each other. */
const NETWORK_WEIGHT = 1.5
const COLOUR_WEIGHT = 0.4
const SMOOTHNESS = 6
/** Colours say no more than this, in log likelihood. */
const MAX_COLOUR_COST = 6
/** Neither does the network: probabilities are kept off 0 and 1 by this much. */
const PROBABILITY_MARGIN = 0.002
/** From these probabilities on, a pixel teaches the colour models. */
const SURE_PRODUCT = 0.8
const SURE_BACKGROUND = 0.2
/** Fewer sure pixels than this teach nothing. */
const MIN_SURE = 30
/** Squared distance, in units of noise, within which a colour is the backdrop's own. */
const BACKDROP_LIKE = 4

/** What the outline is found from, all of one size. */
export interface OutlineInput {
  /** L*a*b* colours. */
  readonly lab: Field
  /** The network's probability that a pixel is product. */
  readonly probability: Field
  readonly backdrop: Backdrop
}

/**
 * Moves the outline to the picture's edges: the cheapest division into product and background, where each pixel costs
 * what the network and two colour models say against its side, and neighbours on different sides cost the more the
 * more alike they are (GrabCut, Rother et al. 2004).
 */
export function findOutline(input: OutlineInput): BitMask {
  const sides = input.probability.data
  if (!hasEnough(sides, (p) => p > SURE_PRODUCT) || !hasEnough(sides, (p) => p < SURE_BACKGROUND)) {
    return { ...createMask(input.lab), data: Uint8Array.from(sides, (p) => (p > 0.5 ? 1 : 0)) }
  }
  const graph = createGraph(input.lab)
  addTerminals(graph, input)
  addEdges(graph, input.lab)
  return readCut(findMinimumCut(graph), input.lab)
}

function hasEnough(values: Float32Array, test: (value: number) => boolean): boolean {
  let count = 0
  for (const value of values) if (test(value)) count++
  return count >= MIN_SURE
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

function addTerminals(graph: GridGraph, input: OutlineInput): void {
  const { probability, lab } = input
  const colourCost = weighColours(input)
  for (let i = 0; i < probability.data.length; i++) {
    const p = clamp(probability.data[i] ?? 0, PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
    const cost = NETWORK_WEIGHT * Math.log(p / (1 - p)) + colourCost(i)
    graph.terminal[nodeAt(i, lab.width)] = Math.round(cost * UNITS)
  }
}

/** How much more a pixel's colour looks like the product's than like the background's. */
function weighColours({ lab, probability, backdrop }: OutlineInput): (i: number) => number {
  const product = fitColourModel(
    lab,
    listPixels(probability.data, (p) => p > SURE_PRODUCT),
  )
  const background = fitColourModel(
    lab,
    listPixels(probability.data, (p) => p < SURE_BACKGROUND),
  )
  const strangeness = measureStrangeness(backdrop, lab).data
  return (i) => {
    const [l, a, b] = [lab.data[i * 3] ?? 0, lab.data[i * 3 + 1] ?? 0, lab.data[i * 3 + 2] ?? 0]
    const cost = COLOUR_WEIGHT * clamp(background(l, a, b) - product(l, a, b), -MAX_COLOUR_COST, MAX_COLOUR_COST)
    return backdrop.isSmooth && (strangeness[i] ?? 0) < BACKDROP_LIKE ? Math.min(cost, 0) : cost
  }
}

function listPixels(values: Float32Array, test: (value: number) => boolean): readonly number[] {
  const pixels: number[] = []
  values.forEach((value, i) => test(value) && pixels.push(i))
  return pixels
}

/** Right, down, right and down, left and down: the even directions; the odd ones are their opposites. */
const FORWARD = [
  { dx: 1, dy: 0, length: 1 },
  { dx: 0, dy: 1, length: 1 },
  { dx: 1, dy: 1, length: Math.SQRT2 },
  { dx: -1, dy: 1, length: Math.SQRT2 },
] as const

function addEdges(graph: GridGraph, lab: Field): void {
  const { width, height } = lab
  const falloff = 1 / (2 * Math.max(1, meanContrast(lab)))
  FORWARD.forEach(({ dx, dy, length }, k) => {
    const offset = graph.offsets[2 * k] ?? 0
    for (let y = 0; y + dy < height; y++) {
      for (let x = Math.max(0, -dx); x < width - Math.max(0, dx); x++) {
        const i = y * width + x
        const contrast = squaredContrast(lab.data, i, i + dy * width + dx)
        const cost = Math.round(((UNITS * SMOOTHNESS) / length) * Math.exp(-falloff * contrast)) + 1
        const node = nodeAt(i, width)
        graph.capacity[node * DIRECTIONS + 2 * k] = cost
        graph.capacity[(node + offset) * DIRECTIONS + 2 * k + 1] = cost
      }
    }
  })
}

function meanContrast({ data, width, height }: Field): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0, i = y * width; x < width - 1; x++, i++, count += 2) {
      sum += squaredContrast(data, i, i + 1) + squaredContrast(data, i, i + width)
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

function readCut(side: Uint8Array, size: Field): BitMask {
  const mask = createMask(size)
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = side[nodeAt(i, size.width)] ?? 0
  return mask
}
