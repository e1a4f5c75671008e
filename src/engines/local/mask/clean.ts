import { findComponents } from '../planes/components.ts'
import type { BitMask } from '../planes/field.ts'
import { fillFalseHoles } from './holes.ts'
import type { OutlineInput } from './outline.ts'

/** Parts smaller than this share of the biggest are specks. */
const SPECK_SHARE = 0.02

/** Drops specks and fills false holes: parts of the product that look like the backdrop. */
export function cleanMask(mask: BitMask, input: OutlineInput): BitMask {
  return fillFalseHoles(dropSpecks(mask), input)
}

function dropSpecks(mask: BitMask): BitMask {
  const { labels, areas } = findComponents(mask)
  const least = SPECK_SHARE * Math.max(...areas)
  return { ...mask, data: mask.data.map((bit, i) => (bit === 1 && (areas[labels[i] ?? 0] ?? 0) >= least ? 1 : 0)) }
}
