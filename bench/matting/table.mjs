import { GROUPS } from './scenes/plan.mjs'
import { listMisses, SURE, WARNING_THRESHOLD } from './bar.mjs'

/**
 * @typedef {object} Row a photo's figures
 * @property {string} name
 * @property {string} group
 * @property {number} confidence ours
 * @property {import('./metrics.mjs').Figures} ours
 * @property {import('./metrics.mjs').Figures} [peer]
 *
 * @typedef {import('./metrics.mjs').Figures & { worst: number }} Summary means over photos, and the lowest IoU
 */

/** @param {readonly import('./metrics.mjs').Figures[]} figures @returns {Summary} */
export function summarise(figures) {
  const mean = (name) => meanOf(figures.map((each) => each[name]))
  return {
    iou: mean('iou'),
    sad: mean('sad'),
    mse: mean('mse'),
    gradient: mean('gradient'),
    edge: mean('edge'),
    worst: Math.min(...figures.map(({ iou }) => iou)),
  }
}

/** Mean of what can be measured. */
function meanOf(values) {
  const known = values.filter((value) => !Number.isNaN(value))
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

/** The Markdown table, a line a group and one over all. @param {readonly Row[]} rows */
export function writeTable(rows) {
  const names = GROUPS.filter((group) => rows.some((row) => row.group === group))
  const lines = names.map((group) =>
    writeGroup(
      group,
      rows.filter((row) => row.group === group),
      true,
    ),
  )
  return [
    '| group (n) | IoU (worst) | SAD | MSE | gradient | edge colour | misses |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    writeGroup('all', rows, false),
  ].join('\n')
}

function writeGroup(group, rows, hasBar) {
  const ours = summarise(rows.map((row) => row.ours))
  const theirs = rows.flatMap(({ peer }) => (peer === undefined ? [] : [peer]))
  const peer = theirs.length === 0 ? undefined : summarise(theirs)
  const sure = rows.filter(({ confidence }) => confidence >= WARNING_THRESHOLD)
  const misses = hasBar ? listMisses(group, ours, peer, meanOf(sure.map((row) => row.ours.iou))) : []
  const cells = ['sad', 'mse', 'gradient', 'edge'].map((name) => writeCell(ours[name], peer?.[name]))
  const iou = [ours, ...(peer ? [peer] : [])].map(
    (summary) => `${thousandths(summary.iou)} (${thousandths(summary.worst)})`,
  )
  return `| ${[`${group} (${rows.length})`, iou.join(' / '), ...cells, hasBar ? misses.join('; ') || '–' : ''].join(' | ')} |`
}

function writeCell(ours, peer) {
  if (peer === undefined) return ours.toFixed(2)
  return `${ours.toFixed(2)} / ${peer.toFixed(2)} (${(ours / peer).toFixed(2)} ×)`
}

const thousandths = (value) => value.toFixed(3).replace(/^0/, '')

/** Whether confidence means something: the share of right ones among the confident, and all the wrong ones. @param {readonly Row[]} rows */
export function writeCalibration(rows) {
  const sure = rows.filter(({ confidence }) => confidence >= WARNING_THRESHOLD)
  const right = sure.filter(({ ours }) => ours.iou >= SURE.iou)
  const wrong = sure
    .filter((row) => !right.includes(row))
    .map(({ name, confidence, ours }) => `- ${name}: confidence ${confidence.toFixed(2)}, IoU ${thousandths(ours.iou)}`)
  const needless = rows.filter(({ confidence, ours }) => confidence < WARNING_THRESHOLD && ours.iou >= SURE.iou)
  const share = (part, whole) => `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(0)} %)`
  return [
    `Confidence ≥ ${WARNING_THRESHOLD}: IoU ≥ ${SURE.iou} in ${share(right.length, sure.length)}, to be at least ${100 * SURE.share} %.`,
    `Warned of: ${share(rows.length - sure.length, rows.length)}, ${needless.length} of them needlessly. Confident, yet below:`,
    ...(wrong.length === 0 ? ['- none'] : wrong),
  ].join('\n')
}
