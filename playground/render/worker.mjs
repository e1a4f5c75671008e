import { parentPort, workerData } from 'node:worker_threads'
import { createExposure } from './engine/exposure.mjs'

const { name, width, height, light, matte, maps, counters } = workerData
const { default: scene } = await import(`./scenes/${name}.mjs`)
const exposure = createExposure(scene, { width, height, light, matte, maps })

/** Takes rows until none is left; threads share the counter. @param {number} phase @param {number} rows @param {(y: number) => void} take */
function takeRows(phase, rows, take) {
  for (let y = Atomics.add(counters, phase, 1); y < rows; y = Atomics.add(counters, phase, 1)) take(y)
}

const { half, probeRow, smooth, exposeRow } = exposure
/** @type {((phase: number) => void)[]} */
const phases = [
  (phase) => takeRows(phase, half.height, probeRow),
  (phase) => takeRows(phase, half.height, (y) => smooth(y, 0)),
  (phase) => takeRows(phase, half.height, (y) => smooth(y, 1)),
  (phase) => takeRows(phase, half.height, (y) => smooth(y, 2)),
  (phase) => takeRows(phase, height, exposeRow),
]

parentPort?.on('message', (phase) => {
  phases[phase](phase)
  parentPort?.postMessage(phase)
})
