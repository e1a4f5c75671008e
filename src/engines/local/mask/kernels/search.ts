/**
 * A graph on a pixel grid, and two trees in it that grow from the terminals until they meet. Every pixel has a node, which is tied to
 * its eight neighbours and to one of the two terminals; nodes are named by their addresses. A node begins with the capacities of the
 * edges to its neighbours, eight whole numbers.
 */

/** Bytes of a node. */
export const NODE: usize = 48
/** Capacity from the source where above 0, to the sink where below. */
export const TERMINAL_CAPACITY: usize = 32
/** When the depth was last known to be right, in augmentations. */
const STAMP: usize = 36
/** Steps to the terminal. */
const DEPTH: usize = 40
/** {@link FREE}, {@link TERMINAL}, {@link ORPHAN}, or a direction plus {@link DIRECTIONS}. */
const PARENT: usize = 44
/** 1 in the sink's tree, 0 in the source's. */
const TREE: usize = 45
/** Whether the node waits to be grown from. */
const QUEUED: usize = 46

export const DIRECTIONS: u32 = 8
export const FREE: u32 = 0
export const TERMINAL: u32 = 1
export const ORPHAN: u32 = 2

/** Bytes of a search: where its neighbours are from a node, in bytes, then two queues of nodes: to grow from, and without a parent. */
export const SEARCH: usize = 64
const ACTIVE: usize = 32
const ORPHANS: usize = 48

/** A queue: begin and end of a ring of addresses, the first entry and the one after the last. */
const RING_START: usize = 0
const RING_END: usize = 4
const HEAD: usize = 8
const TAIL: usize = 12

/** Trees of one node each: those tied to a terminal. The queues lie behind the list of `used` nodes. */
export function openSearch(search: usize, stride: i32, used: usize, count: i32): void {
  const row = stride * <i32>NODE
  const pixel = <i32>NODE
  pair(search, 0, pixel)
  pair(search, 2, row)
  pair(search, 4, row + pixel)
  pair(search, 6, row - pixel)
  const room = ((<usize>count) << 2) + 4
  const active = used + room
  openRing(search + ACTIVE, active, active + room)
  openRing(search + ORPHANS, active + room, active + 2 * room)
  for (let n = 0; n < count; n++) plant(search, <usize>load<i32>(used + ((<usize>n) << 2)))
}

/** Directions 2k and 2k + 1 are opposite. */
function pair(search: usize, direction: usize, offset: i32): void {
  store<i32>(search + (direction << 2), offset)
  store<i32>(search + (direction << 2), -offset, 4)
}

function openRing(ring: usize, start: usize, end: usize): void {
  store<usize>(ring, start, RING_START)
  store<usize>(ring, end, RING_END)
  store<usize>(ring, start, HEAD)
  store<usize>(ring, start, TAIL)
}

function plant(search: usize, node: usize): void {
  const capacity = load<i32>(node, TERMINAL_CAPACITY)
  if (capacity === 0) return
  setParent(node, TERMINAL)
  setTree(node, capacity < 0 ? 1 : 0)
  setDepth(node, 1)
  activate(search, node)
}

export function atDirection(search: usize, node: usize, direction: u32): usize {
  return node + <usize>load<i32>(search + ((<usize>direction) << 2))
}

export function parentOf(node: usize): u32 {
  return load<u8>(node, PARENT)
}

export function setParent(node: usize, parent: u32): void {
  store<u8>(node, parent, PARENT)
}

export function treeOf(node: usize): u32 {
  return load<u8>(node, TREE)
}

export function setTree(node: usize, tree: u32): void {
  store<u8>(node, tree, TREE)
}

export function depthOf(node: usize): i32 {
  return load<i32>(node, DEPTH)
}

export function setDepth(node: usize, depth: i32): void {
  store<i32>(node, depth, DEPTH)
}

export function stampOf(node: usize): i32 {
  return load<i32>(node, STAMP)
}

export function setStamp(node: usize, stamp: i32): void {
  store<i32>(node, stamp, STAMP)
}

export function isOnSourceSide(node: usize): bool {
  return parentOf(node) !== FREE && treeOf(node) === 0
}

/** The node at the front of those to grow from; 0 where there are none. */
export function firstActive(search: usize): usize {
  const head = load<usize>(search, ACTIVE + HEAD)
  return head === load<usize>(search, ACTIVE + TAIL) ? 0 : load<usize>(head)
}

/** Takes the node at the front away. */
export function dropActive(search: usize, node: usize): void {
  store<usize>(search, follow(search + ACTIVE, load<usize>(search, ACTIVE + HEAD)), ACTIVE + HEAD)
  store<u8>(node, 0, QUEUED)
}

/** Puts a node in the queue unless it is there. */
export function activate(search: usize, node: usize): void {
  if (load<u8>(node, QUEUED) === 1) return
  store<u8>(node, 1, QUEUED)
  append(search + ACTIVE, node)
}

/** Takes a node's parent away. */
export function makeOrphan(search: usize, node: usize): void {
  setParent(node, ORPHAN)
  append(search + ORPHANS, node)
}

/** The next node without a parent, which is no longer listed; 0 where there are none. */
export function takeOrphan(search: usize): usize {
  const ring = search + ORPHANS
  const head = load<usize>(ring, HEAD)
  if (head === load<usize>(ring, TAIL)) return 0
  store<usize>(ring, follow(ring, head), HEAD)
  return load<usize>(head)
}

function append(ring: usize, node: usize): void {
  const tail = load<usize>(ring, TAIL)
  store<usize>(tail, node)
  store<usize>(ring, follow(ring, tail), TAIL)
}

/** The entry after one of a ring. */
function follow(ring: usize, at: usize): usize {
  const next = at + 4
  return next === load<usize>(ring, RING_END) ? load<usize>(ring, RING_START) : next
}

/** Residual capacity of the edge between a node and its neighbour, in the direction that flow takes in the node's tree. */
export function residual(node: usize, neighbour: usize, direction: u32, towardsRoot: bool): i32 {
  return (treeOf(node) === 1) === towardsRoot ? edge(node, direction) : edge(neighbour, direction ^ 1)
}

/** Capacity of the edge from a node in a direction. */
export function edge(node: usize, direction: u32): i32 {
  return load<i32>(node + ((<usize>direction) << 2))
}

export function addCapacity(node: usize, direction: u32, flow: i32): void {
  const at = node + ((<usize>direction) << 2)
  store<i32>(at, load<i32>(at) + flow)
}
