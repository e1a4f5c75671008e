/** A graph on a pixel grid: every node is tied to its eight neighbours and to one of the two terminals. */
export interface GridGraph {
  readonly nodes: number
  /** The nodes that may have capacities, ascending. */
  readonly used: Int32Array
  /** What to add to a node's number to reach its neighbour in each of eight directions; 2k and 2k + 1 are opposite. */
  readonly offsets: Int32Array
  /** Capacity of the edge from a node in a direction: `nodes × 8`. Changed by the search. */
  readonly capacity: Int32Array
  /** Capacity from the source where above 0, to the sink where below. Changed by the search. */
  readonly terminal: Int32Array
}

export const DIRECTIONS = 8
/** Values of {@link Search.parent} that are no direction. */
export const TERMINAL = 8
export const ORPHAN = 9
export const FREE = -1

/** Two trees, grown from the terminals until they meet. */
export interface Search extends GridGraph {
  /** Direction to the parent, or {@link TERMINAL}, {@link ORPHAN} or {@link FREE}. */
  readonly parent: Int8Array
  /** 1 for the sink's tree, 0 for the source's. */
  readonly tree: Uint8Array
  /** When `depth` was last known to be right, in augmentations. */
  readonly stamp: Int32Array
  /** Steps to the terminal. */
  readonly depth: Int32Array
  readonly active: Queue
  /** Nodes that lost their parent to a saturated edge. */
  readonly orphans: number[]
}

/** Nodes to grow from, each at most once. */
interface Queue {
  readonly items: Int32Array
  readonly queued: Uint8Array
  head: number
  tail: number
}

/** Trees of one node each: those tied to a terminal. */
export function createSearch(graph: GridGraph): Search {
  const { nodes, used, terminal } = graph
  const search: Search = {
    ...graph,
    parent: new Int8Array(nodes).fill(FREE),
    tree: new Uint8Array(nodes),
    stamp: new Int32Array(nodes),
    depth: new Int32Array(nodes),
    active: { items: new Int32Array(used.length + 1), queued: new Uint8Array(nodes), head: 0, tail: 0 },
    orphans: [],
  }
  for (const i of used) {
    const capacity = terminal[i] ?? 0
    if (capacity === 0) continue
    search.parent[i] = TERMINAL
    search.tree[i] = capacity < 0 ? 1 : 0
    search.depth[i] = 1
    activate(search.active, i)
  }
  return search
}

/** Puts a node in the queue unless it is there. */
export function activate(queue: Queue, node: number): void {
  if (queue.queued[node] === 1) return
  queue.queued[node] = 1
  queue.items[queue.tail] = node
  queue.tail = (queue.tail + 1) % queue.items.length
}

/** Residual capacity of the edge between a node and its neighbour, in the direction that flow takes in the node's tree. */
export function residual(search: Search, node: number, direction: number, towardsRoot: boolean): number {
  const outwards = (search.tree[node] === 1) === towardsRoot
  const at = outwards
    ? node * DIRECTIONS + direction
    : (node + (search.offsets[direction] ?? 0)) * DIRECTIONS + (direction ^ 1)
  return search.capacity[at] ?? 0
}

/** Takes a node's parent away. */
export function makeOrphan(search: Search, node: number): void {
  search.parent[node] = ORPHAN
  search.orphans.push(node)
}
