import { FOREIGN_HUE, type Likeness } from '../backdrop/likeness.ts'
import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { median } from '../planes/statistics.ts'
import { invertMask, type BitMask, type Field } from '../planes/field.ts'

/** Parts smaller than this share of the biggest are specks. */
const SPECK_SHARE = 0.02
/** A hole is real where half of its core is less probable than this. */
const HOLE_PROBABILITY = 0.05
/** The core of a hole: pixels at least this share of its greatest depth inside. */
const CORE_SHARE = 0.4

/** Drops specks and fills false holes: parts of the product that look like the backdrop. */
export function cleanMask(mask: BitMask, probability: Field, likeness: Likeness): BitMask {
  return fillFalseHoles(dropSpecks(mask), probability, likeness)
}

function dropSpecks(mask: BitMask): BitMask {
  const { labels, areas } = findComponents(mask)
  const least = SPECK_SHARE * Math.max(...areas)
  return { ...mask, data: mask.data.map((bit, i) => (bit === 1 && (areas[labels[i] ?? 0] ?? 0) >= least ? 1 : 0)) }
}

/**
 * An area that the product encloses stays open (a mug's handle) only if the network is sure of its core and its
 * hue is the backdrop's, or if it has the backdrop's colours and the product has none like them.
 */
function fillFalseHoles(mask: BitMask, probability: Field, likeness: Likeness): BitMask {
  const { labels, areas } = findComponents(invertMask(mask))
  const cores = collectCores(labels, areas.length, measureDistance(mask))
  const isOpen = cores.map((core) => isRealHole(core, probability.data, likeness))
  forEachRimPixel(mask, (i) => (isOpen[labels[i] ?? 0] = true))
  return { ...mask, data: mask.data.map((bit, i) => (bit === 1 || isOpen[labels[i] ?? 0] === false ? 1 : 0)) }
}

function isRealHole(core: readonly number[], probability: Float32Array, likeness: Likeness): boolean {
  const middle = (values: ArrayLike<number>): number => median(core.map((i) => values[i] ?? 0))
  const probable = middle(probability)
  if (likeness.isDistinct && middle(likeness.isBackdropLike.data) === 1) return probable < 0.5
  return probable < HOLE_PROBABILITY && middle(likeness.foreignness.data) < FOREIGN_HUE
}

/** For each area its inner pixels; at the outline nothing is ever sure. */
function collectCores(labels: Int32Array, count: number, depth: Field): readonly number[][] {
  const deepest = new Float32Array(count)
  labels.forEach((label, i) => (deepest[label] = Math.max(deepest[label] ?? 0, depth.data[i] ?? 0)))
  const cores = Array.from({ length: count }, (): number[] => [])
  labels.forEach((label, i) => {
    if (label > 0 && (depth.data[i] ?? 0) >= CORE_SHARE * (deepest[label] ?? 0)) cores[label]?.push(i)
  })
  return cores
}

function forEachRimPixel({ width, height }: BitMask, visit: (i: number) => void): void {
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(visit)
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(visit)
}
