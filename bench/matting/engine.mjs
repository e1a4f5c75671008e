/** Our engine: the worker of a built package, asked photo by photo. */
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'

/** The worker that `npm run build` makes. */
const BUILT_WORKER = new URL('../../dist/local-worker.mjs', import.meta.url)

/**
 * Starts a worker.
 *
 * @param {string} [file] of another build
 * @returns {{ cut: (photo: { data: Uint8Array, width: number, height: number }, prior?: { data: Float32Array, width: number, height: number, channels: 1 }) => Promise<{ raster: { data: Uint8Array, width: number, height: number }, confidence: number }>, close: () => Promise<number> }}
 */
export function startEngine(file) {
  const worker = new Worker(file === undefined ? BUILT_WORKER : pathToFileURL(file))
  const cut = async (photo, prior) => {
    const answer = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    worker.postMessage({ photo, prior })
    const reply = await answer
    worker.removeAllListeners('error')
    if (reply.failure !== undefined) throw new Error(reply.failure.reason ?? reply.failure)
    return reply.result ?? reply.cutOut // what builds of 0.1 call it
  }
  return { cut, close: () => worker.terminate() }
}

/** Decodes a picture to RGBA, row-major, 0–255. @param {string | Uint8Array} file */
export async function readRaster(file) {
  const { data, info } = await sharp(file)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: new Uint8Array(data), width: info.width, height: info.height }
}

/** A matte as what the network might say, at most `side` pixels wide and high. @param {string} file @param {number} side */
export async function readPrior(file, side) {
  const { data, info } = await sharp(file)
    .resize({ width: side, height: side, fit: 'inside', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const alpha = Float32Array.from({ length: width * height }, (_, i) => data[i * channels] / 255)
  return { data: alpha, width, height, channels: 1 }
}

/** @param {{ data: Uint8Array, width: number, height: number }} raster RGBA */
export function encodeRaster({ data, width, height }) {
  return sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 3 })
    .toBuffer()
}
