import type { ProductMask } from '../mask/find-mask.ts'
import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { createMask, invertMask, selectPixels, type BitMask, type Field } from '../planes/field.ts'
import { resample, resampleMask } from '../planes/resample.ts'

/** Where a draft is off the mask by more than this, the two contradict each other … */
const OFF = 0.1
/** … and over wide areas one is wrong: this many pixels of the mask from their rims. What is cut right is narrow: gaps, strings, edges. */
const WIDE = 6
/** Mean probability from which on the mask's network agrees with what a draft adds; with what it takes away below 1 less this. */
const AGREED = 0.65

/**
 * Overrules a draft that contradicts the mask over wide areas, unless the mask's network agrees with it: the draft's sees too little at a
 * time to tell white on white, or a rug from what lies on it.
 */
export function overruleDraft(draft: Field, { mask, probability }: ProductMask): Field {
  const small = resample(draft, mask)
  const [lost, won] = [createMask(mask), createMask(mask)]
  for (let i = 0; i < mask.data.length; i++) {
    const alpha = small.data[i] ?? 0
    if (mask.data[i] === 1 && alpha < 1 - OFF) lost.data[i] = 1
    if (mask.data[i] === 0 && alpha > OFF) won.data[i] = 1
  }
  const doubt = { ...probability, data: probability.data.map((p) => 1 - p) }
  const back = settle(draft, findMistakes(lost, doubt), (alpha, mistaken) => Math.max(alpha, mistaken))
  return settle(back, findMistakes(won, probability), (alpha, mistaken) => Math.min(alpha, 1 - mistaken))
}

/** Gives each pixel what `judge` makes of its alpha and of how much of it is a mistake. */
function settle(
  draft: Field,
  mistakes: BitMask | undefined,
  judge: (alpha: number, mistaken: number) => number,
): Field {
  if (mistakes === undefined) return draft
  const { data } = resampleMask(mistakes, draft)
  return { ...draft, data: draft.data.map((alpha, i) => judge(alpha, data[i] ?? 0)) }
}

/** The wide parts of an area, but for those that the mask's network agrees with on the whole; undefined where none is wide. */
function findMistakes(area: BitMask, agreement: Field): BitMask | undefined {
  const wide = openArea(area)
  if (wide === undefined) return undefined
  const { labels, areas } = findComponents(wide)
  const sums = new Float32Array(areas.length)
  labels.forEach((label, i) => (sums[label] = (sums[label] ?? 0) + (agreement.data[i] ?? 0)))
  const data = wide.data.map((bit, i) => {
    const label = labels[i] ?? 0
    return bit === 1 && (sums[label] ?? 0) < AGREED * (areas[label] ?? 0) ? 1 : 0
  })
  return { ...wide, data }
}

/** What a disc of {@link WIDE} pixels can reach without leaving the area (a morphological opening); undefined where it fits nowhere. */
function openArea(area: BitMask): BitMask | undefined {
  const cores = selectPixels(measureDistance(invertMask(area)), (depth) => depth > WIDE)
  if (!cores.data.includes(1)) return undefined
  const reached = selectPixels(measureDistance(cores), (distance) => distance <= WIDE)
  return { ...area, data: reached.data.map((bit, i) => bit & (area.data[i] ?? 0)) }
}
