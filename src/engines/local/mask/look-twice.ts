import type { Box } from '../../../core/types.ts'
import type { Net } from '../net/net.ts'
import { findBox, growBox, scaleBox } from '../planes/box.ts'
import type { Field, Size } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { askNet } from './ask-net.ts'

/** Pixels a side of what the network sees, first and then. */
const FIRST_SIDE = 256
const SECOND_SIDE = 384
/** From this probability on a pixel may be product. */
const MAYBE = 0.1
/** What is left around the product for the second look, as a share of its longer side: the backdrop must be seen. */
const MARGIN = 0.12
/** Weight of the second look. */
const TRUST = 0.85

/**
 * The probability that a pixel of `colours` (0–255) is product, one channel of `size`. The network looks at the whole picture,
 * then, closer and knowing what it said, at the surroundings of what it found.
 */
export function lookTwice(colours: Field, net: Net, size: Size): Field {
  const first = resample(askNet(colours, net, FIRST_SIDE), size)
  const box = findSurroundings(first)
  if (box === undefined) return first
  const seen = { ...colours, box: scaleBox(box, size, colours) }
  const second = resample(askNet(seen, net, SECOND_SIDE, { ...first, box }), box)
  return blendIn(first, second, box)
}

/** The box of what may be product, with a margin; undefined where nothing may. */
function findSurroundings(probability: Field): Box | undefined {
  const box = findBox(probability, MAYBE)
  return box && growBox(box, Math.ceil(MARGIN * Math.max(box.width, box.height)), probability)
}

function blendIn(first: Field, second: Field, { x, y, width, height }: Box): Field {
  const data = first.data.slice()
  for (let row = 0, from = 0; row < height; row++) {
    const start = (y + row) * first.width + x
    for (let to = start; to < start + width; to++, from++)
      data[to] = (1 - TRUST) * (data[to] ?? 0) + TRUST * (second.data[from] ?? 0)
  }
  return { ...first, data }
}
