/** Shapes that several products share, as SVG. Points are `[x, y]`, in units. */

/** @param {string} d @param {string} fill @param {string} [more] other attributes */
export const path = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`

/** @param {string} d @param {string} colour @param {number} width @param {string} [more] */
export const stroke = (d, colour, width, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`

/** @param {number} cx @param {number} cy @param {number} rx @param {number} ry @param {string} fill @param {string} [more] */
export const ellipse = (cx, cy, rx, ry, fill, more = '') =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} radius @param {string} fill */
export const box = (x, y, width, height, radius, fill, more = '') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" ${more}/>`

/** @param {string} attributes @param {...string} shapes */
export const group = (attributes, ...shapes) => `<g ${attributes}>${shapes.join('')}</g>`

/** @template T @param {number} count @param {(index: number) => T} make @returns {T[]} */
export const repeat = (count, make) => Array.from({ length: count }, (_, index) => make(index))

/** A number as SVG needs it: short. @param {number} value */
export const short = (value) => Math.round(value * 10) / 10

/** A straight line. */
export const line = (x1, y1, x2, y2) => `M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`

/**
 * Many thin curves, such as hair: each a quadratic from its root, in one of the colours given. Curves of one colour are
 * drawn together, in bunches, and bunches of all colours by turns, so that none lies over all others.
 *
 * @param {readonly { root: readonly number[], by: readonly number[], tip: readonly number[], colour: string, width: number }[]} strands
 */
export function drawStrands(strands) {
  const bunches = repeat(Math.ceil(strands.length / 60), (index) => strands.slice(index * 60, index * 60 + 60))
  return bunches.map(drawBunch).join('')
}

function drawBunch(strands) {
  const paints = groupBy(strands, ({ colour, width }) => `${colour} ${width}`)
  return [...paints]
    .map(([paint, same]) => {
      const [colour, width] = paint.split(' ')
      const curves = same.map(({ root, by, tip }) => `M${root.map(short)}Q${by.map(short)} ${tip.map(short)}`)
      return stroke(curves.join(''), colour, Number(width))
    })
    .join('')
}

function groupBy(list, name) {
  const groups = new Map()
  for (const item of list) groups.set(name(item), [...(groups.get(name(item)) ?? []), item])
  return groups
}
