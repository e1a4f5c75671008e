/**
 * What issue 6 asks of each group: figures of our own, and ratios to the peer's on the same photos. A bar is a mean over
 * the group unless its name says otherwise.
 *
 * @typedef {object} Bar
 * @property {number} [iou] at least
 * @property {number} [worst] IoU of the worst photo, at least
 * @property {number} [sad] of the peer's, at most
 * @property {number} [gradient] of the peer's, at most
 * @property {number} [edge] of the peer's, at most
 * @property {boolean} [orUnsure] the mean need only hold over photos above the warning threshold
 */

/** @type {Record<string, Bar>} */
const BARS = {
  studio: { iou: 0.985, worst: 0.93, sad: 1, gradient: 1, edge: 0.6 },
  'low-contrast': { iou: 0.95 },
  fine: { sad: 1, gradient: 1 },
  cropped: { iou: 0.98 },
  multiple: { iou: 0.97 },
  clutter: { iou: 0.9, orUnsure: true },
}

/** Confidence below which the plugin warns of a cut-out: `LOW_CONFIDENCE` of `src/core/check.ts`. */
export const WARNING_THRESHOLD = 0.9

/** IoU that a confident cut-out should have, and how many of them. */
export const SURE = { iou: 0.95, share: 0.9 }

/**
 * What a group misses, in words.
 *
 * @param {string} group
 * @param {import('./table.mjs').Summary} ours over all its photos
 * @param {import('./table.mjs').Summary | undefined} peer
 * @param {number} sureIoU mean of the photos that carry no warning; `NaN` where all do
 * @returns {string[]}
 */
export function listMisses(group, ours, peer, sureIoU) {
  const { iou = 0, worst = 0, orUnsure = false, ...ratios } = BARS[group]
  const mean = orUnsure && !(ours.iou >= iou) ? (Number.isNaN(sureIoU) ? 1 : sureIoU) : ours.iou
  const misses = []
  if (mean < iou) misses.push(`IoU ${mean.toFixed(3)} < ${iou}`)
  if (ours.worst < worst) misses.push(`worst IoU ${ours.worst.toFixed(3)} < ${worst}`)
  for (const [name, limit] of peer === undefined ? [] : Object.entries(ratios)) {
    const ratio = ours[name] / peer[name]
    if (ratio > limit) misses.push(`${name} ${ratio.toFixed(2)} × > ${limit}`)
  }
  return misses
}
