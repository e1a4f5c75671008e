/**
 * Time and memory of the embedded engine: `npm run build && node bench/local-engine.mjs`. Each size is cut in a fresh
 * process, worker thread, weights and all, from decoded pixels to decoded pixels. Ratios are to the limits at 4 megapixels.
 */
import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const LIMITS = { seconds: 6, megabytes: 500 }
const SIDES = [1000, 2000]

if (process.argv[2] === undefined) {
  console.log(
    `node ${process.version}, ${availableParallelism()} cores; limits ${LIMITS.seconds} s, ${LIMITS.megabytes} MB at 4 MP`,
  )
  for (const side of SIDES) {
    console.log(
      execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(side)], { encoding: 'utf8' }).trim(),
    )
  }
} else await measure(Number(process.argv[2]))

async function measure(side) {
  const photo = drawPhoto(side)
  const start = performance.now()
  const worker = new Worker(new URL('../dist/local-worker.mjs', import.meta.url))
  worker.postMessage({ photo }, [photo.data.buffer])
  const reply = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  const seconds = (performance.now() - start) / 1000
  if (reply.failure !== undefined) throw new Error(reply.failure)
  const { user, system } = process.cpuUsage()
  const megabytes = process.resourceUsage().maxRSS / 1024
  await worker.terminate()
  const share = (value, limit) => `${(value / limit).toFixed(2)} ×`
  console.log(
    `${(side * side) / 1e6} MP: ${seconds.toFixed(2)} s (${share(seconds, LIMITS.seconds)}), ` +
      `peak ${megabytes.toFixed(0)} MB (${share(megabytes, LIMITS.megabytes)}), CPU ${((user + system) / 1e6).toFixed(2)} s, ` +
      `confidence ${reply.cutOut.confidence.toFixed(2)}`,
  )
}

/** A mottled ring with spokes over a grey sheet: long outlines, and a hole. */
function drawPhoto(side) {
  const data = new Uint8Array(side * side * 4).fill(255)
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 4) {
      const [u, v] = [x / side - 0.5, y / side - 0.5]
      const radius = Math.hypot(u, v) * (1 + 0.03 * Math.sin(12 * Math.atan2(v, u)))
      const isProduct = radius < 0.36 && radius > 0.12
      const noise = ((x * 7919 + y * 104729) % 13) / 3
      const level = isProduct ? 70 + 40 * Math.sin(x / 23) * Math.sin(y / 17) : 225 - 25 * v
      data[at] = level + noise + (isProduct ? 60 : 0)
      data[at + 1] = level + noise
      data[at + 2] = level + noise
    }
  }
  return { data, width: side, height: side }
}
