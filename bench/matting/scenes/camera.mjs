import sharp from 'sharp'
import { blur } from './layers.mjs'

/**
 * Takes the picture. Lens and light change product and backdrop alike, so that αF + (1 − α)B is the photo exactly, up to
 * noise and JPEG.
 *
 * @param {import('./random.mjs').Random} random
 * @param {import('./layers.mjs').Layer} product
 * @param {import('./layers.mjs').Plane} ground RGB
 * @param {(picture: import('./layers.mjs').Plane, layer: import('./layers.mjs').Layer) => void} lay
 * @returns {Promise<{ photo: Buffer, matte: Buffer, colours: Buffer }>} JPEG; 8-bit grey PNG; RGBA PNG, straight alpha
 */
export async function takePhoto(random, product, ground, lay) {
  const lens = random.range(0.45, 1.05)
  const [layer, picture] = [blur(product, 4, lens), blur(ground, 3, lens)]
  const gain = pickGain(random, picture)
  lightUp(layer.data, 4, gain)
  lightUp(picture.data, 3, gain)
  lay(picture, layer)
  addNoise(random, picture.data, random.range(0.003, 0.012))
  const { width, height } = picture
  const raw = { raw: { width, height, channels: 3 } }
  const quality = random.int(80, 92)
  const chromaSubsampling = random.pick(['4:2:0', '4:2:0', '4:4:4'])
  return {
    photo: await sharp(toBytes(picture.data), raw).jpeg({ quality, chromaSubsampling }).toBuffer(),
    ...(await writeTruth(layer)),
  }
}

/** A cast of colour, a lean of light, darker corners. */
function pickGain(random, { width, height }) {
  const cast = [random.range(0.96, 1.03), 1, random.range(0.95, 1.03)]
  const [lean, corner] = [random.range(-0.1, 0.1), random.range(0, 0.14)]
  return (pixel, channel) => {
    const [u, v] = [(pixel % width) / width - 0.5, Math.floor(pixel / width) / height - 0.5]
    return cast[channel] * (1 + lean * u - corner * 2 * (u * u + v * v))
  }
}

function lightUp(data, channels, gain) {
  for (let pixel = 0; pixel < data.length / channels; pixel++)
    for (let c = 0; c < 3; c++) data[pixel * channels + c] *= gain(pixel, c)
}

/** More of it in all channels alike than in single ones; more in bright places, as photons come. */
function addNoise(random, data, strength) {
  for (let i = 0; i < data.length; i += 3) {
    const all = drawNormal(random)
    for (let c = 0; c < 3; c++) {
      const level = strength * (0.5 + Math.sqrt(Math.max(0, data[i + c])))
      data[i + c] += level * (0.8 * all + 0.6 * drawNormal(random))
    }
  }
}

/** Box and Muller's. */
const drawNormal = (random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

const toBytes = (data) => Buffer.from(Uint8ClampedArray.from(data, (value) => value * 255))

async function writeTruth({ width, height, data }) {
  const matte = new Uint8ClampedArray(width * height)
  const colours = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < matte.length; i++) {
    const alpha = data[i * 4 + 3]
    matte[i] = alpha * 255
    colours[i * 4 + 3] = matte[i]
    if (matte[i] > 0) for (let c = 0; c < 3; c++) colours[i * 4 + c] = (data[i * 4 + c] / alpha) * 255
  }
  const png = (bytes, channels) =>
    sharp(Buffer.from(bytes), { raw: { width, height, channels } }).png({ compressionLevel: 6 })
  return { matte: await png(matte, 1).toColourspace('b-w').toBuffer(), colours: await png(colours, 4).toBuffer() }
}
