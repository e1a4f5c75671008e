import { activate, DIRECTIONS, FREE, makeOrphan, ORPHAN, residual, TERMINAL, type Search } from './search-trees.ts'

/** Deeper than any path. */
const NOWHERE = 1e9

/** Finds every orphan a parent in its tree, or sets it free. `clock` counts augmentations. */
export function adoptOrphans(search: Search, clock: number): void {
  const { orphans } = search
  for (let i = 0; i < orphans.length; i++) {
    const node = orphans[i] ?? 0
    if (!findParent(search, node, clock)) release(search, node)
  }
  orphans.length = 0
}

/** Gives the orphan the neighbour of its tree that is nearest to the terminal. */
function findParent(search: Search, node: number, clock: number): boolean {
  const { offsets, parent, tree, stamp, depth } = search
  let best = FREE
  let bestDepth = NOWHERE
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const neighbour = node + (offsets[direction] ?? 0)
    if (parent[neighbour] === FREE || tree[neighbour] !== tree[node]) continue
    if (residual(search, node, direction, true) <= 0) continue
    const steps = traceRoot(search, neighbour, clock)
    if (steps >= bestDepth) continue
    best = direction
    bestDepth = steps
  }
  parent[node] = best
  if (best === FREE) return false
  stamp[node] = clock
  depth[node] = bestDepth + 1
  return true
}

/** Steps from `node` to its terminal, remembered along the way; {@link NOWHERE} where the path ends at an orphan. */
function traceRoot(search: Search, start: number, clock: number): number {
  const { offsets, parent, stamp, depth } = search
  let steps = 0
  let node = start
  while (stamp[node] !== clock) {
    const up = parent[node] ?? FREE
    if (up === ORPHAN || up === FREE) return NOWHERE
    steps++
    if (up === TERMINAL) {
      stamp[node] = clock
      depth[node] = 1
      steps--
      break
    }
    node += offsets[up] ?? 0
  }
  const total = steps + (depth[node] ?? 0)
  for (let at = start, left = total; stamp[at] !== clock; left--) {
    stamp[at] = clock
    depth[at] = left
    at += offsets[parent[at] ?? 0] ?? 0
  }
  return total
}

/** Sets the node free; its children become orphans, and its neighbours may grow into it again. */
function release(search: Search, node: number): void {
  const { offsets, parent, tree, active } = search
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    const neighbour = node + (offsets[direction] ?? 0)
    const up = parent[neighbour] ?? FREE
    if (up === FREE || tree[neighbour] !== tree[node]) continue
    if (residual(search, node, direction, true) > 0) activate(active, neighbour)
    if (up === (direction ^ 1)) makeOrphan(search, neighbour)
  }
}
