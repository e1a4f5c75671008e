/**
 * Speed of the networks' kernels: `npm run build && node bench/net.mjs`. Runs the shipped mask network at the size it is
 * used at and on small tiles, then its dense convolutions as blocked products of matrices in JavaScript (their patches laid
 * out beforehand), in turns and in the same process; the least CPU time of each counts, and the ratio is what to compare
 * between machines.
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
  const dense = convolutions.filter(({ step }) => step.groups === 1).map(prepareProduct)
  const times = { kernels: [], loops: [] }
  for (let round = 0; round < ROUNDS; round++) {
    times.kernels.push(measure(() => net(input)))
    if (round % 3 === 0) times.loops.push(measure(() => dense.forEach(multiplyPlainly)))
  }
  const [fast, slow] = [Math.min(...times.kernels), Math.min(...times.loops)]
  const [all, mixed] = [countProducts(convolutions), countProducts(dense)]
  const rate = (products, time) => `${(products / time / 1e6).toFixed(2)} GMAC/s`
  console.log(
    `${side} × ${side}: ${(all / 1e6).toFixed(0)} MMAC, kernels ${fast.toFixed(1)} ms (${rate(all, fast)}), ` +
      `JavaScript ${slow.toFixed(1)} ms (${rate(mixed, slow)}): ${(slow / fast).toFixed(1)} times faster`,
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

/** Milliseconds of CPU: other work on the machine counts less than on the clock. */
function measure(run) {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

function countProducts(convolutions) {
  return convolutions.reduce((sum, { step, columns }) => sum + step.shape[0] * countTaps(step) * columns, 0)
}

function countTaps({ shape }) {
  return shape[1] * shape[2] ** 2
}

/** Every convolution, with the pixels of its output. */
function listConvolutions(side) {
  const sides = [side]
  return packed.steps.flatMap((step) => {
    const width = sides[step.from]
    const factor = { conv: 1 / step.stride, double: 2, shuffle: 2, mean: 1 / width }[step.op] ?? 1
    sides.push(width * factor)
    return step.op === 'conv' ? [{ step, columns: (width * factor) ** 2 }] : []
  })
}

function prepareProduct({ step, columns }) {
  const depth = Math.ceil(countTaps(step) / 4) * 4
  const patches = new Float32Array(depth * columns).fill(0.5)
  return { step, columns, depth, patches, output: new Float32Array(Math.ceil(step.shape[0] / 4) * 4 * columns) }
}

/** Four outputs by four taps at a time: sixteen products for eight reads and four writes. */
function multiplyPlainly({ step, columns, depth, patches, output }) {
  for (let row = 0; row < step.shape[0]; row += 4) {
    const target = output.subarray(row * columns, (row + 4) * columns)
    for (let k = 0; k < depth; k += 4) {
      const at = step.offset + row * depth + k
      multiplyBlock(packed.numbers.subarray(at), depth, patches.subarray(k * columns, (k + 4) * columns), target)
    }
  }
}

function multiplyBlock(weights, depth, inputs, outputs) {
  const columns = outputs.length / 4
  const read = (row) => [0, 1, 2, 3].map((k) => weights[row * depth + k])
  const [pa, pb, pc, pd] = read(0)
  const [qa, qb, qc, qd] = read(1)
  const [ra, rb, rc, rd] = read(2)
  const [sa, sb, sc, sd] = read(3)
  for (let i = 0; i < columns; i++) {
    const [a, b, c, d] = [inputs[i], inputs[i + columns], inputs[i + 2 * columns], inputs[i + 3 * columns]]
    outputs[i] += pa * a + pb * b + pc * c + pd * d
    outputs[i + columns] += qa * a + qb * b + qc * c + qd * d
    outputs[i + 2 * columns] += ra * a + rb * b + rc * c + rd * d
    outputs[i + 3 * columns] += sa * a + sb * b + sc * c + sd * d
  }
}
