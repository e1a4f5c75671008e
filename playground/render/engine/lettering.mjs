import { segmentDistance } from './outline.mjs'

/** A thin sans drawn with strokes: each letter is strokes of x,y pairs on a cell 4 wide and 6 high, y up. */
const STROKES = {
  A: '0,0 2,6 4,0|0.7,2 3.3,2',
  B: '0,0 0,6 2.4,6 3.3,5.4 3.5,4.6 3.2,3.6 2.4,3.1 0,3.1|2.4,3.1 3.5,2.6 3.9,1.6 3.5,0.6 2.4,0 0,0',
  C: '3.9,4.9 3.1,5.8 2,6 0.9,5.6 0.2,4.5 0,3 0.2,1.5 0.9,0.4 2,0 3.1,0.2 3.9,1.1',
  D: '0,0 0,6 1.8,6 3.1,5.5 3.8,4.4 4,3 3.8,1.6 3.1,0.5 1.8,0 0,0',
  E: '3.4,0 0,0 0,6 3.4,6|0,3.1 2.8,3.1',
  F: '0,0 0,6 3.4,6|0,3.1 2.8,3.1',
  G: '3.9,4.9 3.1,5.8 2,6 0.9,5.6 0.2,4.5 0,3 0.2,1.5 0.9,0.4 2,0 3.1,0.2 3.9,1.1 3.9,2.8 2.2,2.8',
  H: '0,0 0,6|4,0 4,6|0,3.1 4,3.1',
  I: '0.2,0 0.2,6',
  K: '0,0 0,6|3.6,6 0,2.4|1.3,3.6 3.8,0',
  L: '0,6 0,0 3.2,0',
  M: '0,0 0.3,6 2.3,1.4 4.3,6 4.6,0',
  N: '0,0 0,6 3.8,0 3.8,6',
  O: '2,0 0.9,0.4 0.2,1.5 0,3 0.2,4.5 0.9,5.6 2,6 3.1,5.6 3.8,4.5 4,3 3.8,1.5 3.1,0.4 2,0',
  P: '0,0 0,6 2.3,6 3.3,5.5 3.7,4.4 3.3,3.3 2.3,2.8 0,2.8',
  R: '0,0 0,6 2.3,6 3.3,5.5 3.7,4.4 3.3,3.3 2.3,2.8 0,2.8|2,2.8 3.8,0',
  S: '3.6,5 2.9,5.8 1.9,6 0.8,5.7 0.3,4.8 0.5,3.8 1.9,3.1 3.3,2.3 3.7,1.3 3.1,0.3 1.9,0 0.8,0.2 0,1.1',
  T: '0,6 4,6|2,6 2,0',
  U: '0,6 0,1.9 0.6,0.6 2,0 3.4,0.6 4,1.9 4,6',
  V: '0,6 2,0 4,6',
  W: '0,6 1.2,0 2.6,5 4,0 5.2,6',
  X: '0,6 3.8,0|0,0 3.8,6',
  Y: '0,6 2,2.8 4,6|2,2.8 2,0',
  Z: '0,6 3.8,6 0,0 3.8,0',
  0: '2,0 0.8,0.5 0.2,1.8 0.2,4.2 0.8,5.5 2,6 3.2,5.5 3.8,4.2 3.8,1.8 3.2,0.5 2,0',
  1: '0.6,4.8 2,6 2,0',
  2: '0.2,4.8 0.9,5.8 2,6 3.1,5.6 3.6,4.5 3.1,3.2 0,0 3.8,0',
  3: '0.2,5.2 1.2,6 2.6,5.9 3.5,5 3.3,3.7 2,3.2 3.4,2.7 3.8,1.5 3.2,0.4 1.9,0 0.7,0.3 0,1.1',
  5: '3.4,6 0.6,6 0.3,3.2 1.9,3.7 3.3,3.1 3.8,1.8 3.1,0.5 1.8,0 0.2,0.6',
  6: '3.3,5.5 2.2,6 1,5.2 0.3,3.4 0.3,1.6 1,0.4 2.1,0 3.3,0.5 3.7,1.8 3.2,3.1 2.1,3.5 0.9,3 0.3,1.9',
  8: '2,3.2 0.8,3.8 0.5,4.8 1,5.7 2,6 3,5.7 3.5,4.8 3.2,3.8 2,3.2 0.6,2.5 0.1,1.4 0.8,0.3 2,0 3.2,0.3 3.9,1.4 3.4,2.5 2,3.2',
  9: '0.7,0.5 1.8,0 3,0.8 3.7,2.6 3.7,4.4 3,5.6 1.9,6 0.7,5.5 0.3,4.2 0.8,2.9 1.9,2.5 3.1,3 3.7,4.1',
  '.': '0.2,0 0.3,0.1',
  '-': '0.4,2.9 2.6,2.9',
}
const WIDE = 4
const NARROW = { I: 0.4, W: 5.2, '.': 0.5, M: 4.6, '-': 3, L: 3.2, E: 3.4, F: 3.4 }

/**
 * Distance to a line of text centred on the origin, capitals `height` high, `gap` between letters (in sixths of the height).
 * @param {string} text @param {number} height @param {number} [gap] @returns {(x: number, y: number) => number}
 */
export function letter(text, height, gap = 2) {
  const unit = height / 6
  const advances = [...text].map(
    (c) => (c === ' ' ? 2 : (NARROW[/** @type {keyof typeof NARROW} */ (c)] ?? WIDE)) + gap,
  )
  const total = advances.reduce((a, b) => a + b, -gap)
  const strokes = [...text].flatMap((c, i) => {
    const left = advances.slice(0, i).reduce((a, b) => a + b, -total / 2)
    return parse(STROKES[/** @type {keyof typeof STROKES} */ (c)] ?? '', left, unit)
  })
  const reach = (total / 2 + 2) * unit
  return (x, y) => {
    const outside = Math.max(Math.abs(x) - reach, Math.abs(y) - 5 * unit)
    if (outside > 0) return outside + 2 * unit
    return strokes.reduce((best, [ax, ay, bx, by]) => Math.min(best, segmentDistance(x, y, ax, ay, bx, by)), Infinity)
  }
}

/** @param {string} letter @param {number} left @param {number} unit @returns {[number, number, number, number][]} */
function parse(letter, left, unit) {
  return letter.split('|').flatMap((stroke) => {
    const points = stroke.split(' ').map((pair) => pair.split(',').map(Number))
    return points.slice(1).map(([bx, by], i) => {
      const [ax, ay] = points[i]
      return /** @type {[number, number, number, number]} */ ([
        (left + ax) * unit,
        (ay - 3) * unit,
        (left + bx) * unit,
        (by - 3) * unit,
      ])
    })
  })
}

/** Ink cover in [0, 1] at distance `d` from a stroke `pen` wide, softened over `blur`. @type {(d: number, pen: number, blur: number) => number} */
export const ink = (d, pen, blur) => Math.min(1, Math.max(0, (pen / 2 - d) / blur + 0.5))
