/**
 * Speed of the networks' kernels: `npm run build && node bench/net.mjs`. Runs the shipped mask network at the size it is
 * used at and on small tiles, then its convolutions as plain JavaScript loops, in turns and in the same process; the best
 * time of each counts, and the ratio is what to compare between machines.
 */
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

const ROUNDS = 9
const SIDES = [256, 128, 64]

const { createNet, readShippedNet } = await loadSource()
const packed = readShippedNet('mask-net')
const net = createNet(packed)
console.log(`node ${process.version}, ${process.arch}; ${packed.steps.length} steps, ${packed.numbers.length} weights`)
for (const side of SIDES) {
  const input = drawInput(side)
  const convolutions = listConvolutions(side)
  const products = convolutions.reduce((sum, { step, width }) => sum + countProducts(step, width), 0)
  const times = { kernels: [], loops: [] }
  for (let round = 0; round < ROUNDS; round++) {
    times.kernels.push(measure(() => net(input)))
    if (round % 3 === 0) times.loops.push(measure(() => convolutions.forEach(convolvePlainly)))
  }
  const [fast, slow] = [Math.min(...times.kernels), Math.min(...times.loops)]
  const rate = (time) => `${(products / time / 1e6).toFixed(2)} GMAC/s`
  console.log(
    `${side} × ${side}: ${(products / 1e6).toFixed(0)} MMAC, kernels ${fast.toFixed(1)} ms (${rate(fast)}), ` +
      `plain loops ${slow.toFixed(1)} ms (${rate(slow)}): ${(slow / fast).toFixed(1)} times faster`,
  )
}

/** The package exports no networks: its source is bundled into the ignored folder `tmp`. */
async function loadSource() {
  const outfile = fileURLToPath(new URL('../tmp/bench-net.mjs', import.meta.url))
  const folder = new URL('../src/engines/local/net/', import.meta.url)
  const contents = `export * from './net.ts'; export { readShippedNet } from './weights.ts'`
  await build({
    stdin: { contents, resolveDir: fileURLToPath(folder) },
    ...{ bundle: true, platform: 'node', format: 'esm', outfile },
  })
  return import(outfile)
}

function drawInput(side) {
  const data = Float32Array.from({ length: packed.inputChannels * side * side }, (_, i) => Math.sin(i / 7))
  return { data, channels: packed.inputChannels, width: side, height: side }
}

function measure(run) {
  const start = performance.now()
  run()
  return performance.now() - start
}

function countProducts({ shape, stride }, width) {
  return (shape[0] * shape[1] * shape[2] ** 2 * width ** 2) / stride ** 2
}

/** Every convolution, with the side of its input and room for both ends. */
function listConvolutions(side) {
  const sides = [side]
  return packed.steps.flatMap((step) => {
    const width = sides[step.from]
    const factor = { conv: 1 / step.stride, double: 2, shuffle: 2, mean: 1 / width }[step.op] ?? 1
    sides.push(width * factor)
    if (step.op !== 'conv') return []
    const [outputs, inputs] = step.shape
    const input = new Float32Array(inputs * step.groups * width ** 2).fill(0.5)
    return [{ step, width, input, output: new Float32Array(outputs * (width / step.stride) ** 2) }]
  })
}

/** A convolution, row by row and tap by tap. */
function convolvePlainly({ step, width, input, output }) {
  const [outputs, inputs, kernel] = step.shape
  const columns = width / step.stride
  const bias = step.offset + outputs * inputs * kernel ** 2
  for (let o = 0; o < outputs; o++) {
    const target = output.subarray(o * columns ** 2, (o + 1) * columns ** 2).fill(packed.numbers[bias + o])
    for (let i = 0; i < inputs; i++) {
      const channel = step.groups > 1 ? o : i
      const plane = input.subarray(channel * width ** 2, (channel + 1) * width ** 2)
      for (let tap = 0; tap < kernel ** 2; tap++) {
        addTap(step, tap, packed.numbers[step.offset + (o * inputs + i) * kernel ** 2 + tap], plane, target)
      }
    }
    if (step.relu) for (let i = 0; i < target.length; i++) if (target[i] < 0) target[i] = 0
  }
}

function addTap({ shape, stride, dilation }, tap, weight, plane, target) {
  const width = Math.sqrt(plane.length)
  const columns = width / stride
  const shiftY = (Math.floor(tap / shape[2]) - (shape[2] - 1) / 2) * dilation
  const shiftX = ((tap % shape[2]) - (shape[2] - 1) / 2) * dilation
  const begin = Math.max(0, Math.ceil(-shiftX / stride))
  const end = Math.min(columns, Math.floor((width - 1 - shiftX) / stride) + 1)
  for (let y = 0; y < columns; y++) {
    const from = y * stride + shiftY
    if (from < 0 || from >= width) continue
    const start = from * width + shiftX
    for (let x = begin; x < end; x++) target[y * columns + x] += weight * plane[start + x * stride]
  }
}
