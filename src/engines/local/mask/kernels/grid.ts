import { exponential } from '../../planes/kernels/functions'
import { findMinimumCut } from './flow'
import { atDirection, isOnSourceSide, NODE, openSearch, SEARCH, TERMINAL_CAPACITY } from './search'

/** Graph cuts work on whole numbers; this many make one unit of cost. */
const UNITS: f64 = 100
const DIAGONAL: f64 = 1.4142135623730951
/** How far from a listed pixel a search may look: its neighbours can be taken in, and ask theirs. */
const RIM: i32 = 2

/**
 * Divides a picture of L*a*b* colours, as `../grid-cut.ts` says, by the evidence in `costs` (floats); `mask` (bytes) gets 1 on the
 * product. `region` (bytes) tells where the border may run; 0 is everywhere. `spare` is room for {@link SEARCH} bytes, one
 * {@link NODE} for each pixel of a picture that is larger by {@link RIM} pixels on every side, and for four numbers a pixel, and two.
 */
export function divideGrid(
  lab: usize,
  costs: usize,
  region: usize,
  width: i32,
  height: i32,
  smoothness: f64,
  mask: usize,
  spare: usize,
): void {
  const stride = width + 2 * RIM
  const nodes = spare + SEARCH
  const pixels = nodes + <usize>(stride * (height + 2 * RIM)) * NODE
  const count = listPixels(costs, region, width * height, pixels)
  const used = pixels + ((<usize>count) << 2)
  clearNodes(pixels, count, nodes, width)
  tieToTerminals(pixels, count, costs, nodes, width, used)
  const falloff = -1 / (2 * max(<f64>1, meanContrast(lab, pixels, count, region, width, height)))
  const price = smoothness * UNITS
  openSearch(spare, stride, used, count)
  addEdges(lab, pixels, used, count, region, width, height, spare, 0, 1, 0, price, falloff)
  addEdges(lab, pixels, used, count, region, width, height, spare, 2, 0, 1, price, falloff)
  addEdges(lab, pixels, used, count, region, width, height, spare, 4, 1, 1, price / DIAGONAL, falloff)
  addEdges(lab, pixels, used, count, region, width, height, spare, 6, -1, 1, price / DIAGONAL, falloff)
  findMinimumCut(spare)
  memory.fill(mask, 0, <usize>(width * height))
  for (let n = 0; n < count; n++) {
    if (isOnSourceSide(<usize>entry(used, n))) store<u8>(mask + <usize>entry(pixels, n), 1)
  }
}

/** Entry `n` of a list of whole numbers. */
function entry(list: usize, n: i32): i32 {
  return load<i32>(list + ((<usize>n) << 2))
}

/** Lists the pixels that are in the region, or tied to a side. */
function listPixels(costs: usize, region: usize, area: i32, to: usize): i32 {
  let count = 0
  for (let i = 0; i < area; i++) {
    if (!isIn(region, i) && load<f32>(costs + ((<usize>i) << 2)) === 0) continue
    store<i32>(to + ((<usize>count) << 2), i)
    count++
  }
  return count
}

function isIn(region: usize, i: i32): bool {
  return region === 0 || load<u8>(region + <usize>i) !== 0
}

/** Zeros for the nodes of the listed pixels and for those that a search may look at from there; others are never touched. */
function clearNodes(pixels: usize, count: i32, nodes: usize, width: i32): void {
  const stride = width + 2 * RIM
  for (let n = 0; n < count;) {
    const first = entry(pixels, n)
    let length = 1
    while (n + length < count && entry(pixels, n + length) === first + length && (first + length) % width !== 0)
      length++
    // The first node of the block around the run: as far up and left of its pixel's as the rim is wide.
    const corner = nodes + <usize>((first / width) * stride + (first % width)) * NODE
    for (let row = 0; row <= 2 * RIM; row++) {
      memory.fill(corner + <usize>(row * stride) * NODE, 0, <usize>(length + 2 * RIM) * NODE)
    }
    n += length
  }
}

/** Lists the addresses of the pixels' nodes, and gives each the capacity of its evidence. */
function tieToTerminals(pixels: usize, count: i32, costs: usize, nodes: usize, width: i32, used: usize): void {
  for (let n = 0; n < count; n++) {
    const i = entry(pixels, n)
    const node = nodes + <usize>((i / width + RIM) * (width + 2 * RIM) + (i % width) + RIM) * NODE
    store<i32>(used + ((<usize>n) << 2), <i32>node)
    store<i32>(node, <i32>Math.round(<f64>load<f32>(costs + ((<usize>i) << 2)) * UNITS), TERMINAL_CAPACITY)
  }
}

/** Mean squared difference between neighbours: what is a strong edge depends on the picture. */
function meanContrast(lab: usize, pixels: usize, count: i32, region: usize, width: i32, height: i32): f64 {
  let sum: f64 = 0
  let pairs: f64 = 0
  for (let n = 0; n < count; n++) {
    const i = entry(pixels, n)
    if (!isIn(region, i) || i % width === width - 1 || i >= width * (height - 1)) continue
    sum += squaredContrast(lab, i, i + 1) + squaredContrast(lab, i, i + width)
    pairs += 2
  }
  return pairs === 0 ? 1 : sum / pairs
}

function squaredContrast(lab: usize, i: i32, j: i32): f64 {
  const first = lab + <usize>i * 12
  const second = lab + <usize>j * 12
  const l = <f64>load<f32>(first) - <f64>load<f32>(second)
  const a = <f64>load<f32>(first, 4) - <f64>load<f32>(second, 4)
  const b = <f64>load<f32>(first, 8) - <f64>load<f32>(second, 8)
  return l * l + a * a + b * b
}

/** Joins each pixel to its neighbour at `dx`, `dy`, both ways; `direction` is the way there. */
function addEdges(
  lab: usize,
  pixels: usize,
  used: usize,
  count: i32,
  region: usize,
  width: i32,
  height: i32,
  search: usize,
  direction: u32,
  dx: i32,
  dy: i32,
  price: f64,
  falloff: f64,
): void {
  for (let n = 0; n < count; n++) {
    const i = entry(pixels, n)
    const x = (i % width) + dx
    const j = i + dy * width + dx
    if (x < 0 || x >= width || j >= width * height) continue
    if (!isIn(region, i) && !isIn(region, j)) continue
    const cost = <i32>Math.round(price * exponential(falloff * squaredContrast(lab, i, j))) + 1
    const node = <usize>entry(used, n)
    store<i32>(node + ((<usize>direction) << 2), cost)
    store<i32>(atDirection(search, node, direction) + ((<usize>(direction ^ 1)) << 2), cost)
  }
}
