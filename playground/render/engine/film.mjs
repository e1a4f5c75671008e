import sharp from 'sharp'
import { hash } from './noise.mjs'
import { clamp } from './math.mjs'

const GRAIN = 0.011
const BLOOM = 0.035

/** Develops linear light to 8-bit sRGB: bloom, vignette, filmic curve, grain.
 * @param {Float32Array} light RGB per pixel @param {number} width @param {number} height @param {number} exposure
 * @returns {Promise<Uint8Array>} */
export async function develop(light, width, height, exposure) {
  const glow = await blur(light, width, height)
  const pixels = new Uint8Array(width * height * 3)
  const corner = width * width + height * height
  for (let i = 0; i < width * height; i++) {
    const x = i % width
    const y = (i / width) | 0
    const r2 = ((2 * x - width) ** 2 + (2 * y - height) ** 2) / corner
    const gain = exposure * (1 - 0.13 * r2 * r2 - 0.03 * r2)
    const shared = grain(x, y, 0)
    for (let c = 0; c < 3; c++) {
      const value = light[i * 3 + c] * (1 - BLOOM) + glow[i * 3 + c] * BLOOM
      const tone = encodeSrgb(filmic(value * gain))
      const noise = (0.7 * shared + 0.5 * grain(x, y, c + 1)) * GRAIN * (1.2 - 0.75 * tone)
      pixels[i * 3 + c] = clamp(Math.round((tone + noise) * 255), 0, 255)
    }
  }
  return pixels
}

/** A straight middle with a soft shoulder and a slight toe. @type {(x: number) => number} */
function filmic(x) {
  const toe = x < 0.05 ? x * (0.75 + 5 * x) : x
  const knee = 0.62
  return toe < knee ? toe : knee + (1 - knee) * (1 - Math.exp(-(toe - knee) / (1 - knee)))
}

/** @type {(v: number) => number} */
const encodeSrgb = (v) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055)

/** Noise of about unit deviation, alike in neighbours as after a sensor's colour filter. @type {(x: number, y: number, c: number) => number} */
function grain(x, y, c) {
  const at = (/** @type {number} */ i, /** @type {number} */ j) => hash(i, j, c * 7 + 1) + hash(i, j, c * 7 + 2) - 1
  return 2.2 * (at(x, y) * 0.8 + 0.35 * (at(x + 1, y) + at(x, y + 1)))
}

/** @param {Float32Array} light @param {number} width @param {number} height @returns {Promise<Float32Array>} */
async function blur(light, width, height) {
  const raw = { width, height, channels: /** @type {3} */ (3) }
  const limited = Uint8Array.from(light, (v) => Math.min(255, v * 85))
  const soft = await sharp(limited, { raw })
    .blur(width / 90)
    .raw()
    .toBuffer()
  return Float32Array.from(soft, (v) => v / 85)
}

/** @param {Uint8Array} pixels @param {number} width @param {number} height @param {string} file @param {number} quality */
export async function writeJpeg(pixels, width, height, file, quality) {
  const options = { quality, chromaSubsampling: '4:2:0', mozjpeg: false }
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg(options)
    .toFile(file)
}

/** @param {Float32Array} matte coverage in [0, 1] @param {number} width @param {number} height @param {string} file */
export async function writeMatte(matte, width, height, file) {
  const grey = Uint8Array.from(matte, (v) => Math.round(v * 255))
  await sharp(grey, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 9, adaptiveFiltering: true })
    .toColourspace('b-w')
    .toFile(file)
}
