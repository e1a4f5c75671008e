import {
  activate,
  atDirection,
  depthOf,
  DIRECTIONS,
  FREE,
  makeOrphan,
  ORPHAN,
  parentOf,
  residual,
  setDepth,
  setParent,
  setStamp,
  stampOf,
  takeOrphan,
  TERMINAL,
  treeOf,
} from './search'

/** Deeper than any path. */
const NOWHERE: i32 = 1000000000

/** Finds every orphan a parent in its tree, or sets it free. `clock` counts augmentations. */
export function adoptOrphans(search: usize, clock: i32): void {
  for (let node = takeOrphan(search); node !== 0; node = takeOrphan(search)) {
    if (!findParent(search, node, clock)) release(search, node)
  }
}

/** Gives the orphan the neighbour of its tree that is nearest to the terminal. */
function findParent(search: usize, node: usize, clock: i32): bool {
  let best = FREE
  let bestDepth = NOWHERE
  for (let direction: u32 = 0; direction < DIRECTIONS; direction++) {
    const neighbour = atDirection(search, node, direction)
    if (parentOf(neighbour) === FREE || treeOf(neighbour) !== treeOf(node)) continue
    if (residual(node, neighbour, direction, true) <= 0) continue
    const steps = traceRoot(search, neighbour, clock)
    if (steps >= bestDepth) continue
    best = DIRECTIONS + direction
    bestDepth = steps
  }
  setParent(node, best)
  if (best === FREE) return false
  setStamp(node, clock)
  setDepth(node, bestDepth + 1)
  return true
}

/** Steps from `start` to its terminal, remembered along the way; {@link NOWHERE} where the path ends at an orphan. */
function traceRoot(search: usize, start: usize, clock: i32): i32 {
  let steps = 0
  let node = start
  while (stampOf(node) !== clock) {
    const up = parentOf(node)
    if (up === ORPHAN || up === FREE) return NOWHERE
    if (up === TERMINAL) {
      setStamp(node, clock)
      setDepth(node, 1)
      break
    }
    steps++
    node = atDirection(search, node, up - DIRECTIONS)
  }
  const total = steps + depthOf(node)
  for (let at = start, left = total; stampOf(at) !== clock; left--) {
    setStamp(at, clock)
    setDepth(at, left)
    at = atDirection(search, at, parentOf(at) - DIRECTIONS)
  }
  return total
}

/** Sets the node free; its children become orphans, and its neighbours may grow into it again. */
function release(search: usize, node: usize): void {
  for (let direction: u32 = 0; direction < DIRECTIONS; direction++) {
    const neighbour = atDirection(search, node, direction)
    const up = parentOf(neighbour)
    if (up === FREE || treeOf(neighbour) !== treeOf(node)) continue
    if (residual(node, neighbour, direction, true) > 0) activate(search, neighbour)
    if (up === DIRECTIONS + (direction ^ 1)) makeOrphan(search, neighbour)
  }
}
