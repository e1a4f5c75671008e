/**
 * Numbers the regions of a mask (bytes) whose pixels touch by a side: from 1 on, in the order of their first pixels. `labels` gets a
 * whole number for each pixel, `areas` one for each region, and first of all how many there are. `stack` is room for a number per pixel.
 */
export function findComponents(mask: usize, width: i32, height: i32, labels: usize, stack: usize, areas: usize): void {
  const count = width * height
  memory.fill(labels, 0, (<usize>count) << 2)
  let regions = 0
  for (let i = 0; i < count; i++) {
    if (!isOpen(mask, labels, i)) continue
    regions++
    const area = flood(mask, width, count, labels, stack, i, regions)
    store<i32>(areas + ((<usize>regions) << 2), area)
  }
  store<i32>(areas, regions)
}

function flood(mask: usize, width: i32, count: i32, labels: usize, stack: usize, start: i32, label: i32): i32 {
  let area = 0
  let top = visit(mask, labels, stack, start, label)
  while (top > stack) {
    top -= 4
    const i = load<i32>(top)
    const x = i % width
    area++
    if (x > 0) top = visit(mask, labels, top, i - 1, label)
    if (x < width - 1) top = visit(mask, labels, top, i + 1, label)
    if (i >= width) top = visit(mask, labels, top, i - width, label)
    if (i < count - width) top = visit(mask, labels, top, i + width, label)
  }
  return area
}

/** Whether a pixel belongs to a region that has no number yet. */
function isOpen(mask: usize, labels: usize, i: i32): bool {
  return load<u8>(mask + <usize>i) === 1 && load<i32>(labels + ((<usize>i) << 2)) === 0
}

/** Gives an open pixel its number and puts it on the stack, whose new top is returned. */
function visit(mask: usize, labels: usize, top: usize, i: i32, label: i32): usize {
  if (!isOpen(mask, labels, i)) return top
  store<i32>(labels + ((<usize>i) << 2), label)
  store<i32>(top, i)
  return top + 4
}
