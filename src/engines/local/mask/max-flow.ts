import { adoptOrphans } from './orphans.ts'
import {
  createSearch,
  activate,
  DIRECTIONS,
  FREE,
  makeOrphan,
  residual,
  TERMINAL,
  type GridGraph,
  type Search,
} from './search-trees.ts'

/**
 * The minimum cut by augmenting paths between two search trees that are kept from path to path (Boykov and Kolmogorov
 * 2004). 1 for nodes on the source's side. Nodes at the rim of the grid must have no capacity.
 */
export function findMinimumCut(graph: GridGraph): Uint8Array {
  const search = createSearch(graph)
  for (let clock = 1; ; clock++) {
    const bridge = growTrees(search)
    if (bridge < 0) break
    augmentPath(search, bridge)
    adoptOrphans(search, clock)
  }
  const sides = new Uint8Array(graph.nodes)
  for (const node of graph.used) if (search.parent[node] !== FREE && search.tree[node] === 0) sides[node] = 1
  return sides
}

/** Grows both trees until an edge joins them: its number (source's node × 8 + direction), or -1 when they cannot meet. */
function growTrees(search: Search): number {
  const { active } = search
  while (active.head !== active.tail) {
    const node = active.items[active.head] ?? 0
    if (search.parent[node] !== FREE) {
      const bridge = growNode(search, node)
      if (bridge >= 0) return bridge
    }
    active.head = (active.head + 1) % active.items.length
    active.queued[node] = 0
  }
  return -1
}

function growNode(search: Search, node: number): number {
  const { offsets, parent, tree, stamp, depth, active } = search
  const side = tree[node] ?? 0
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    if (residual(search, node, direction, false) <= 0) continue
    const neighbour = node + (offsets[direction] ?? 0)
    const isFree = parent[neighbour] === FREE
    if (!isFree && tree[neighbour] !== side) {
      return side === 1 ? neighbour * DIRECTIONS + (direction ^ 1) : node * DIRECTIONS + direction
    }
    const isShorter = (stamp[neighbour] ?? 0) <= (stamp[node] ?? 0) && (depth[neighbour] ?? 0) > (depth[node] ?? 0)
    if (!isFree && !isShorter) continue
    tree[neighbour] = side
    parent[neighbour] = direction ^ 1
    stamp[neighbour] = stamp[node] ?? 0
    depth[neighbour] = (depth[node] ?? 0) + 1
    if (isFree) activate(active, neighbour)
  }
  return -1
}

/** Sends as much flow as fits along the path through `bridge`; nodes cut off from their parents become orphans. */
function augmentPath(search: Search, bridge: number): void {
  const from = Math.floor(bridge / DIRECTIONS)
  const direction = bridge % DIRECTIONS
  const to = from + (search.offsets[direction] ?? 0)
  const flow = Math.min(search.capacity[bridge] ?? 0, measureBranch(search, from), measureBranch(search, to))
  addCapacity(search, bridge, -flow)
  addCapacity(search, to * DIRECTIONS + (direction ^ 1), flow)
  drainBranch(search, from, flow)
  drainBranch(search, to, flow)
}

/** The least residual capacity between a node and its terminal. */
function measureBranch(search: Search, start: number): number {
  let least = Infinity
  let node = start
  for (;;) {
    const parent = search.parent[node] ?? TERMINAL
    if (parent === TERMINAL) return Math.min(least, Math.abs(search.terminal[node] ?? 0))
    least = Math.min(least, residual(search, node, parent, true))
    node += search.offsets[parent] ?? 0
  }
}

function drainBranch(search: Search, start: number, flow: number): void {
  const { offsets, terminal, tree } = search
  const sink = tree[start] === 1
  let node = start
  for (;;) {
    const parent = search.parent[node] ?? TERMINAL
    if (parent === TERMINAL) {
      terminal[node] = (terminal[node] ?? 0) + (sink ? flow : -flow)
      if (terminal[node] === 0) makeOrphan(search, node)
      return
    }
    const next = node + (offsets[parent] ?? 0)
    addCapacity(search, node * DIRECTIONS + parent, sink ? -flow : flow)
    addCapacity(search, next * DIRECTIONS + (parent ^ 1), sink ? flow : -flow)
    if (residual(search, node, parent, true) === 0) makeOrphan(search, node)
    node = next
  }
}

function addCapacity({ capacity }: Search, edge: number, flow: number): void {
  capacity[edge] = (capacity[edge] ?? 0) + flow
}
