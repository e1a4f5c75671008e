import { darken, lighten } from './colours.mjs'

/**
 * What a product is drawn with: paints and finishes that its shapes refer to, in a space of about 1000 × 1000 units.
 *
 * @typedef {object} Sketch
 * @property {import('./random.mjs').Random} random
 * @property {import('./colours.mjs').Palette} palette
 * @property {string[]} defs SVG definitions made so far
 * @property {(stops: readonly (readonly [number, string, number?])[], line?: readonly number[]) => string} linear
 * @property {(stops: readonly (readonly [number, string, number?])[], circle?: readonly number[]) => string} radial
 * @property {(colour: string) => string} round the paint of an upright cylinder
 * @property {(shape: string) => string} clip
 * @property {(finish?: Finish) => string} finish attribute of a group
 *
 * @typedef {object} Finish how a part answers light
 * @property {number} [bulge] how far from its edge a part curves, in units
 * @property {number} [relief] height of that curve
 * @property {number} [gloss] strength of highlights
 * @property {number} [shine] their sharpness
 * @property {number} [grain] height of its texture
 * @property {number} [fineness] of the texture, in waves per unit
 *
 * @typedef {object} Light
 * @property {number} azimuth degrees clockwise from the right, where light comes from
 * @property {number} elevation degrees above the picture's plane
 */

/** @param {import('./random.mjs').Random} random @param {import('./colours.mjs').Palette} palette @param {Light} light @returns {Sketch} */
export function createSketch(random, palette, light) {
  const defs = []
  const define = (write) => {
    const id = `d${defs.length}`
    defs.push(write(id))
    return `url(#${id})`
  }
  const linear = (stops, [x1, y1, x2, y2] = [0, 0, 1, 0]) =>
    define(
      (id) =>
        `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${writeStops(stops)}</linearGradient>`,
    )
  const radial = (stops, [cx, cy, r] = [0.4, 0.35, 0.7]) =>
    define((id) => `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${writeStops(stops)}</radialGradient>`)
  return {
    random,
    palette,
    defs,
    linear,
    radial,
    round: (colour) => linear(listCylinderStops(colour, light)),
    clip: (shape) => `clip-path="${define((id) => `<clipPath id="${id}">${shape}</clipPath>`)}"`,
    finish: (finish = {}) => `filter="${define((id) => writeFinish(id, light, random.int(0, 999), finish))}"`,
  }
}

function writeStops(stops) {
  return stops
    .map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('')
}

function listCylinderStops(colour, { azimuth }) {
  const stops = [
    [0, darken(colour, 0.35)],
    [0.22, lighten(colour, 0.35)],
    [0.4, colour],
    [0.8, darken(colour, 0.3)],
    [1, darken(colour, 0.15)],
  ]
  const isLitFromLeft = Math.cos((azimuth / 180) * Math.PI) < 0
  return isLitFromLeft ? stops : stops.map(([at, paint]) => [1 - at, paint]).reverse()
}

/**
 * A part's outline, blurred, is its height: lit by a distant light it looks rounded. Each step keeps the part's alpha: light
 * is multiplied onto it, highlights are laid atop.
 */
function writeFinish(id, light, seed, finish) {
  const { bulge = 14, relief = 12, gloss = 0.3, shine = 18, grain = 0, fineness = 0.25 } = finish
  const lamp = `<feDistantLight azimuth="${light.azimuth}" elevation="${light.elevation}"/>`
  const full = 1 / Math.sin((light.elevation / 180) * Math.PI)
  const texture = `<feTurbulence type="fractalNoise" baseFrequency="${fineness}" numOctaves="2" seed="${seed}"/>
    <feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0" result="n"/>
    <feComposite in="b" in2="n" operator="arithmetic" k2="${1 - grain}" k3="${grain}" result="h"/>`
  return `<filter id="${id}" x="-5%" y="-5%" width="110%" height="110%" color-interpolation-filters="sRGB">
    <feGaussianBlur in="SourceAlpha" stdDeviation="${bulge}" result="${grain > 0 ? 'b' : 'h'}"/>${grain > 0 ? texture : ''}
    <feDiffuseLighting in="h" surfaceScale="${relief}" diffuseConstant="${full}" lighting-color="#fff" result="d">${lamp}</feDiffuseLighting>
    <feComposite in="SourceGraphic" in2="d" operator="arithmetic" k1=".78" k2=".22" result="m"/>
    <feSpecularLighting in="h" surfaceScale="${relief}" specularConstant="${gloss}" specularExponent="${shine}" lighting-color="#fff" result="s">${lamp}</feSpecularLighting>
    <feComposite in="s" in2="m" operator="atop"/></filter>`
}
