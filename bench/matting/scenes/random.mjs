/**
 * Random numbers from a word: the same word gives the same numbers on every machine.
 *
 * @typedef {object} Random
 * @property {() => number} next in [0, 1)
 * @property {(low: number, high: number) => number} range
 * @property {(low: number, high: number) => number} int both ends included
 * @property {(chance: number) => boolean} chance
 * @property {<T>(list: readonly T[]) => T} pick
 */

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded by an FNV-1a hash of `seed`.
 *
 * @param {string} seed
 * @returns {Random}
 */
export function createRandom(seed) {
  const next = createSfc32(hashWord(`${seed}a`), hashWord(`${seed}b`), hashWord(`${seed}c`))
  const range = (low, high) => low + (high - low) * next()
  return {
    next,
    range,
    int: (low, high) => Math.floor(range(low, high + 1)),
    chance: (chance) => next() < chance,
    pick: (list) => list[Math.floor(next() * list.length)],
  }
}

function createSfc32(a, b, c) {
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

function hashWord(word) {
  let hash = 0x811c9dc5
  for (const letter of word) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193)
  return hash | 0
}
