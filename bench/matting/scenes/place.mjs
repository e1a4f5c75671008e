/**
 * A product's room in the photo, in pixels: what is drawn is fitted into it, stands on its lower edge or lies in its middle.
 *
 * @typedef {{ left: number, top: number, width: number, height: number }} Room
 */

/**
 * Rooms side by side, of different heights, for products that stand.
 *
 * @param {import('./random.mjs').Random} random @param {{ width: number, height: number }} frame @param {number} count
 * @returns {Room[]}
 */
export function placeStanding(random, { width, height }, count) {
  const share = count === 1 ? random.range(0.55, 0.85) : 0.92
  const start = width * (1 - share) * random.range(0.35, 0.65)
  const base = random.range(0.82, 0.92) * height
  return Array.from({ length: count }, (_, index) => {
    const foot = base - (count === 1 ? 0 : random.range(0, 0.05) * height)
    const high = Math.min(foot - 0.05 * height, random.range(count === 1 ? 0.6 : 0.42, 0.82) * height)
    const cell = (width * share) / count
    return { left: start + index * cell, top: foot - high, width: cell * (count === 1 ? 1 : 0.96), height: high }
  }).sort((a, b) => a.top + a.height - b.top - b.height)
}

/** Rooms in a grid for products that lie. @returns {Room[]} */
export function placeLying(random, { width, height }, count) {
  const columns = count === 1 ? 1 : Math.ceil(count / (width < height ? 3 : 2))
  const rows = Math.ceil(count / columns)
  const share = count === 1 ? random.range(0.62, 0.85) : 0.84
  return Array.from({ length: count }, (_, index) => {
    const [cell, row] = [width / columns, height / rows]
    const [u, v] = [index % columns, Math.floor(index / columns)]
    return {
      left: u * cell + cell * (1 - share) * random.range(0.35, 0.65),
      top: v * row + row * (1 - share) * random.range(0.35, 0.65),
      width: cell * share,
      height: row * share,
    }
  })
}

/** Makes a room larger and moves it over one border of the photo, or two. @param {Room} room @returns {Room} */
export function moveOverBorder(random, { width, height }, room) {
  const scale = random.range(1.15, 1.45)
  const large = { width: room.width * scale, height: room.height * scale }
  const [side, other] = random.pick([
    ['left', ''],
    ['right', ''],
    ['bottom', ''],
    ['left', 'bottom'],
    ['right', 'top'],
    ['right', 'bottom'],
  ])
  const over = () => random.range(0.12, 0.32)
  const left =
    { left: -over() * large.width, right: width - (1 - over()) * large.width }[side] ?? (width - large.width) / 2
  const top =
    { top: -over() * large.height, bottom: height - (1 - over()) * large.height }[other || side] ??
    (height - large.height) / 2
  return { left, top, ...large }
}

/** Rooms of other things that stand about, behind the product. @returns {Room[]} */
export function placeAround(random, { width, height }, horizon, count) {
  return Array.from({ length: count }, (_, index) => {
    const size = random.range(0.2, 0.42) * height
    const foot = horizon + random.range(0.1, 0.6) * (0.86 * height - horizon)
    return { left: (width / count) * (index + random.range(-0.4, 0.5)), top: foot - size, width: size, height: size }
  }).sort((a, b) => a.top + a.height - b.top - b.height)
}

/** Rooms of other things that lie near the borders. @returns {Room[]} */
export function placeAtBorders(random, { width, height }, count) {
  return Array.from({ length: count }, (_, index) => {
    const size = random.range(0.22, 0.36) * Math.min(width, height)
    const turn = ((index + random.range(-0.3, 0.3)) / count) * 2 * Math.PI
    return {
      left: width * (0.5 + 0.52 * Math.cos(turn)) - size / 2,
      top: height * (0.5 + 0.52 * Math.sin(turn)) - size / 2,
      width: size,
      height: size,
    }
  })
}
