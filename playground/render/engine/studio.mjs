import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { STRIDE } from './visibility.mjs'

const PHASES = 5

/** Renders a scene with `threads` workers: linear light and matte, row by row from the top.
 * @param {string} name @param {number} width @param {number} height @param {number} threads */
export async function takePhoto(name, width, height, threads) {
  const floats = (/** @type {number} */ n) => new Float32Array(new SharedArrayBuffer(n * 4))
  const mapSize = Math.ceil(width / 2) * Math.ceil(height / 2) * STRIDE
  const frame = {
    light: floats(width * height * 3),
    matte: floats(width * height),
    maps: [floats(mapSize), floats(mapSize)],
  }
  const counters = new Int32Array(new SharedArrayBuffer(PHASES * 4))
  const workerData = { name, width, height, ...frame, counters }
  const url = new URL('../worker.mjs', import.meta.url)
  const workers = Array.from({ length: threads }, () => new Worker(url, { workerData }))
  for (let phase = 0; phase < PHASES; phase++) await runPhase(workers, phase)
  await Promise.all(workers.map((worker) => worker.terminate()))
  return frame
}

/** @param {Worker[]} workers @param {number} phase */
async function runPhase(workers, phase) {
  const done = workers.map((worker) => once(worker, 'message'))
  for (const worker of workers) worker.postMessage(phase)
  await Promise.all(done)
}
