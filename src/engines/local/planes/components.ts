import type { BitMask } from './field.ts'

/** The connected regions of a mask. */
export interface Components {
  /** For every pixel the number of its region, from 1 on; 0 outside the mask. */
  readonly labels: Int32Array
  /** Pixels of each region; index 0 is unused. */
  readonly areas: readonly number[]
}

/** Finds the regions of `mask` whose pixels touch by a side. */
export function findComponents(mask: BitMask): Components {
  const labels = new Int32Array(mask.data.length)
  const stack = new Int32Array(mask.data.length)
  const areas = [0]
  for (let i = 0; i < labels.length; i++) {
    if (mask.data[i] === 1 && labels[i] === 0) areas.push(flood(mask, { labels, stack }, i, areas.length))
  }
  return { labels, areas }
}

interface Workspace {
  readonly labels: Int32Array
  readonly stack: Int32Array
}

function flood(mask: BitMask, { labels, stack }: Workspace, start: number, label: number): number {
  const { width, data } = mask
  let depth = 0
  let area = 0
  const visit = (i: number): void => {
    if (data[i] !== 1 || labels[i] !== 0) return
    labels[i] = label
    stack[depth++] = i
  }
  visit(start)
  while (depth > 0) {
    const i = stack[--depth] ?? 0
    const x = i % width
    area++
    if (x > 0) visit(i - 1)
    if (x < width - 1) visit(i + 1)
    visit(i - width)
    visit(i + width)
  }
  return area
}
