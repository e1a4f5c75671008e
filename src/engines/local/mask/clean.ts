import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { invertMask, type BitMask, type Field } from '../planes/field.ts'

/** Parts smaller than this share of the biggest are specks. */
const SPECK_SHARE = 0.02
/** A hole is real where the network is this sure of background at its core. */
const HOLE_PROBABILITY = 0.05
/** The core of a hole: pixels at least this share of its greatest depth inside. */
const CORE_SHARE = 0.5

/** Drops specks and fills false holes: parts of the product that look like the backdrop. */
export function cleanMask(mask: BitMask, probability: Field): BitMask {
  return fillFalseHoles(dropSpecks(mask), probability)
}

function dropSpecks(mask: BitMask): BitMask {
  const { labels, areas } = findComponents(mask)
  const least = SPECK_SHARE * Math.max(...areas)
  return { ...mask, data: mask.data.map((bit, i) => (bit === 1 && (areas[labels[i] ?? 0] ?? 0) >= least ? 1 : 0)) }
}

/** An area that the product encloses stays open (a mug's handle) only if no pixel of its core may be product. */
function fillFalseHoles(mask: BitMask, probability: Field): BitMask {
  const outside = invertMask(mask)
  const { labels, areas } = findComponents(outside)
  const depth = measureDistance(mask).data
  const deepest = new Float32Array(areas.length)
  labels.forEach((label, i) => (deepest[label] = Math.max(deepest[label] ?? 0, depth[i] ?? 0)))
  const isOpen = new Uint8Array(areas.length).fill(1)
  labels.forEach((label, i) => {
    const isCore = (depth[i] ?? 0) >= CORE_SHARE * (deepest[label] ?? 0)
    if (isCore && (probability.data[i] ?? 0) >= HOLE_PROBABILITY) isOpen[label] = 0
  })
  forEachRimPixel(mask, (i) => (isOpen[labels[i] ?? 0] = 1))
  return { ...mask, data: mask.data.map((bit, i) => (bit === 1 || isOpen[labels[i] ?? 0] === 0 ? 1 : 0)) }
}

function forEachRimPixel({ width, height }: BitMask, visit: (i: number) => void): void {
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(visit)
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(visit)
}
