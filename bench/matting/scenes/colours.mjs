/**
 * Colours as numbers: red, green, blue, 0 to 1, sRGB as coded.
 *
 * @typedef {readonly [number, number, number]} Colour
 *
 * @typedef {object} Palette what a product is painted with, as `#rrggbb`
 * @property {string} main
 * @property {string} second
 * @property {string} accent
 * @property {string} dark
 * @property {string} pale
 * @property {string} metal
 * @property {string} black of cameras and the like
 */

/** @param {string} hex `#rrggbb` @returns {Colour} */
export function readColour(hex) {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
}

/** @param {readonly number[]} colour @returns {string} `#rrggbb` */
function writeColour(colour) {
  const digits = colour.map((value) => Math.round(255 * Math.min(1, Math.max(0, value))).toString(16))
  return `#${digits.map((pair) => pair.padStart(2, '0')).join('')}`
}

/** @param {string} from @param {string} to @param {number} share of `to` @returns {string} */
function mixColours(from, to, share) {
  const [a, b] = [readColour(from), readColour(to)]
  return writeColour(a.map((value, i) => value + (b[i] - value) * share))
}

/** @param {string} hex @param {number} share 0 to 1 @returns {string} */
export const lighten = (hex, share) => mixColours(hex, '#ffffff', share)

/** @param {string} hex @param {number} share 0 to 1 @returns {string} */
export const darken = (hex, share) => mixColours(hex, '#000000', share)

/** @param {number} hue in turns @param {number} saturation @param {number} lightness @returns {string} */
export function fromHsl(hue, saturation, lightness) {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (shift) => {
    const k = (shift + (((hue % 1) + 1) % 1) * 12) % 12
    return lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return writeColour([channel(0), channel(8), channel(4)])
}

/** Any product's colours: two hues, a dark, a pale and a metal. @param {import('./random.mjs').Random} random @returns {Palette} */
export function pickPalette(random) {
  const hue = random.next()
  const away = hue + random.pick([0.08, 0.33, 0.5, 0.6])
  return {
    main: fromHsl(hue, random.range(0.15, 0.75), random.range(0.25, 0.68)),
    second: fromHsl(away, random.range(0.1, 0.6), random.range(0.3, 0.75)),
    accent: fromHsl(away + 0.4, random.range(0.5, 0.9), random.range(0.4, 0.6)),
    dark: fromHsl(hue, random.range(0, 0.3), random.range(0.08, 0.22)),
    pale: fromHsl(away, random.range(0.05, 0.35), random.range(0.85, 0.95)),
    metal: fromHsl(random.pick([0.11, 0.6]), random.range(0.02, 0.35), random.range(0.55, 0.75)),
    black: random.pick(['#1a1a1c', '#232326', '#2c2a28']),
  }
}

/** Colours all near one tone, for a product that its backdrop nearly hides. On black none is darker than it. @returns {Palette} */
export function pickPaletteNear(random, tone) {
  const isBlack = Math.max(...readColour(tone)) < 0.2
  const near = (spread) => {
    const shift = random.range(isBlack ? 0.02 : -spread, spread)
    return writeColour(readColour(tone).map((value) => value + shift + random.range(-0.015, 0.015)))
  }
  return {
    main: near(0.05),
    second: near(0.07),
    accent: near(0.14),
    dark: darken(near(0.1), isBlack ? 0 : 0.3),
    pale: near(0.04),
    metal: near(0.1),
    black: near(0.06),
  }
}
