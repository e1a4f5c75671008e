import { adoptOrphans } from './orphans'
import {
  activate,
  addCapacity,
  atDirection,
  depthOf,
  DIRECTIONS,
  dropActive,
  edge,
  firstActive,
  FREE,
  makeOrphan,
  parentOf,
  residual,
  setDepth,
  setParent,
  setStamp,
  setTree,
  stampOf,
  TERMINAL,
  TERMINAL_CAPACITY,
  treeOf,
} from './search'

/** No direction: the trees cannot meet. */
const NONE: u32 = 8

/**
 * The minimum cut by augmenting paths between two search trees that are kept from path to path (Boykov and Kolmogorov
 * 2004). Nodes at the rim of the grid must have no capacity.
 */
export function findMinimumCut(search: usize): void {
  for (let clock = 1; growTrees(search); clock++) adoptOrphans(search, clock)
}

/** Grows both trees until an edge joins them, and sends flow through it. False where they cannot meet. */
function growTrees(search: usize): bool {
  for (let node = firstActive(search); node !== 0; node = firstActive(search)) {
    if (parentOf(node) !== FREE) {
      const direction = growNode(search, node)
      if (direction !== NONE) {
        const neighbour = atDirection(search, node, direction)
        if (treeOf(node) === 1) augmentPath(search, neighbour, node, direction ^ 1)
        else augmentPath(search, node, neighbour, direction)
        return true
      }
    }
    dropActive(search, node)
  }
  return false
}

/** Takes in the free neighbours of a node, and those that would be deeper elsewhere; the way to one of the other tree. */
function growNode(search: usize, node: usize): u32 {
  const side = treeOf(node)
  for (let direction: u32 = 0; direction < DIRECTIONS; direction++) {
    const neighbour = atDirection(search, node, direction)
    if (residual(node, neighbour, direction, false) <= 0) continue
    const isFree = parentOf(neighbour) === FREE
    if (!isFree && treeOf(neighbour) !== side) return direction
    if (!isFree && !(stampOf(neighbour) <= stampOf(node) && depthOf(neighbour) > depthOf(node))) continue
    setTree(neighbour, side)
    setParent(neighbour, DIRECTIONS + (direction ^ 1))
    setStamp(neighbour, stampOf(node))
    setDepth(neighbour, depthOf(node) + 1)
    if (isFree) activate(search, neighbour)
  }
  return NONE
}

/** Sends as much flow as fits along the path through an edge; nodes cut off from their parents become orphans. */
function augmentPath(search: usize, from: usize, to: usize, direction: u32): void {
  const flow = min(edge(from, direction), min(measureBranch(search, from), measureBranch(search, to)))
  addCapacity(from, direction, -flow)
  addCapacity(to, direction ^ 1, flow)
  drainBranch(search, from, flow)
  drainBranch(search, to, flow)
}

/** The least residual capacity between a node and its terminal. */
function measureBranch(search: usize, node: usize): i32 {
  let least = i32.MAX_VALUE
  for (let parent = parentOf(node); parent !== TERMINAL; parent = parentOf(node)) {
    const next = atDirection(search, node, parent - DIRECTIONS)
    least = min(least, residual(node, next, parent - DIRECTIONS, true))
    node = next
  }
  return min(least, abs(load<i32>(node, TERMINAL_CAPACITY)))
}

function drainBranch(search: usize, node: usize, flow: i32): void {
  const loss = treeOf(node) === 1 ? -flow : flow
  for (let parent = parentOf(node); parent !== TERMINAL; parent = parentOf(node)) {
    const direction = parent - DIRECTIONS
    const next = atDirection(search, node, direction)
    addCapacity(node, direction, loss)
    addCapacity(next, direction ^ 1, -loss)
    if (residual(node, next, direction, true) === 0) makeOrphan(search, node)
    node = next
  }
  const rest = load<i32>(node, TERMINAL_CAPACITY) - loss
  store<i32>(node, rest, TERMINAL_CAPACITY)
  if (rest === 0) makeOrphan(search, node)
}
