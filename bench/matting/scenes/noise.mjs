import { createPicture } from './layers.mjs'

/**
 * Smooth noise of about one wave per `size` pixels, in octaves, 0 to 1.
 *
 * @param {import('./random.mjs').Random} random
 * @param {number} width @param {number} height
 * @param {{ across: number, down: number, octaves?: number }} size pixels per wave
 * @returns {import('./layers.mjs').Plane}
 */
export function drawNoise(random, width, height, { across, down, octaves = 3 }) {
  const sum = createPicture(width, height, 1)
  for (let octave = 0, weight = 0.5; octave < octaves; octave++, weight /= 2) {
    addLattice(sum, random, { across: across / 2 ** octave, down: down / 2 ** octave }, weight / (1 - 0.5 ** octaves))
  }
  return sum
}

function addLattice({ width, height, data }, random, { across, down }, weight) {
  const columns = Math.ceil(width / across) + 2
  const knots = Float32Array.from({ length: columns * (Math.ceil(height / down) + 2) }, () => random.next())
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / down) * columns
    const v = ease(y / down - Math.floor(y / down))
    for (let x = 0; x < width; x++, at++) {
      const left = row + Math.floor(x / across)
      const u = ease(x / across - Math.floor(x / across))
      const top = knots[left] + (knots[left + 1] - knots[left]) * u
      const low = knots[left + columns] + (knots[left + columns + 1] - knots[left + columns]) * u
      data[at] += weight * (top + (low - top) * v)
    }
  }
}

const ease = (t) => t * t * (3 - 2 * t)
