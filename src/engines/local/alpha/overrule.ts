import type { ProductMask } from '../mask/find-mask.ts'
import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { createMask, invertMask, selectPixels, type BitMask, type Field, type Size } from '../planes/field.ts'
import { resample, resampleMask } from '../planes/resample.ts'

/** Where a draft is off the mask by more than this, the two contradict each other … */
const OFF = 0.1
/** … and over wide areas one is wrong: this many pixels of the mask from their rims. What is cut right is narrow: gaps, strings, edges. */
const WIDE = 6
/** Where alpha differs by this within three pixels of the mask, it shows detail, such as strings: neither a loss nor a veil. */
const DETAIL = 0.4
/** What is flat ends this many pixels before its rims, where alpha differs. */
const RIM = 2
/** Mean probability from which on the mask's network agrees with what a draft adds; with what it takes away below 1 less this. */
const AGREED = 0.65

/**
 * Overrules a draft that contradicts the mask over wide areas, unless the mask's network agrees with it: the draft's sees too little at a
 * time to tell white on white, or a rug from what lies on it.
 */
export function overruleDraft(draft: Field, { mask, probability }: ProductMask): Field {
  const [small, detail] = [resample(draft, mask), findDetail(draft, mask)]
  const [lost, won] = [createMask(mask), createMask(mask)]
  for (let i = 0; i < mask.data.length; i++) {
    const alpha = small.data[i] ?? 0
    if (mask.data[i] === 1 && alpha < 1 - OFF) lost.data[i] = 1
    if (mask.data[i] === 0 && alpha > OFF) won.data[i] = 1
  }
  const doubt = { ...probability, data: probability.data.map((p) => 1 - p) }
  const back = settle(draft, findMistakes(lost, detail, doubt), (alpha, mistaken) => Math.max(alpha, mistaken))
  return settle(back, findMistakes(won, detail, probability), (alpha, mistaken) => Math.min(alpha, 1 - mistaken))
}

/** Where alpha differs much from pixel to pixel, on the grid of a `size` that is no larger than the draft's. */
function findDetail(draft: Field, size: Size): BitMask {
  const { most, least } = findExtremes(draft, size)
  const detail = createMask(size)
  const { width, height } = size
  for (let i = 0; i < detail.data.length; i++) {
    const [left, right] = [i % width === 0 ? 0 : -1, i % width === width - 1 ? 0 : 1]
    const [top, bottom] = [i < width ? 0 : -width, i >= (height - 1) * width ? 0 : width]
    let [high, low] = [0, 1]
    for (let row = i + top; row <= i + bottom; row += width) {
      for (let at = row + left; at <= row + right; at++) {
        high = Math.max(high, most[at] ?? 0)
        low = Math.min(low, least[at] ?? 1)
      }
    }
    if (high - low >= DETAIL) detail.data[i] = 1
  }
  return detail
}

/** The largest and the smallest alpha within each pixel of `size`. */
function findExtremes({ data, width, height }: Field, size: Size): { most: Float32Array; least: Float32Array } {
  const most = new Float32Array(size.width * size.height)
  const least = new Float32Array(most.length).fill(1)
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * size.height) / height) * size.width
    for (let x = 0; x < width; x++, i++) {
      const at = row + Math.floor((x * size.width) / width)
      const alpha = data[i] ?? 0
      if (alpha > (most[at] ?? 0)) most[at] = alpha
      if (alpha < (least[at] ?? 1)) least[at] = alpha
    }
  }
  return { most, least }
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
function findMistakes(area: BitMask, detail: BitMask, agreement: Field): BitMask | undefined {
  const wide = openArea(area, detail)
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

/** What is flat and wide in an area (a morphological opening), and its rims; undefined where nothing is. */
function openArea(area: BitMask, detail: BitMask): BitMask | undefined {
  const flat = { ...area, data: area.data.map((bit, i) => bit & ~(detail.data[i] ?? 0)) }
  const cores = selectPixels(measureDistance(invertMask(flat)), (depth) => depth > WIDE)
  if (!cores.data.includes(1)) return undefined
  const reached = selectPixels(measureDistance(cores), (distance) => distance <= WIDE + RIM)
  return { ...area, data: reached.data.map((bit, i) => bit & (area.data[i] ?? 0)) }
}
