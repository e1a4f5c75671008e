/**
 * The masks that the embedded engine draws by what the mask network said of a pool's pictures (`training.said`):
 * `npm run build && node training/masks.mjs pool.npy`. Writes `pool.npy.masks.npy`, of the size and kind of `pool.npy.said.npy`; values
 * are 1 to 255, pictures of which nothing was said yet stay 0. Run it as often as there are cores: `--share 0/2`, `--share 1/2`.
 */
import { build } from 'esbuild'
import { existsSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** Bytes of NumPy's header of a file whose shape is short. */
const HEADER = 128
/** Pixels a side: of what was said, and of the copy that masks are drawn on. */
const SAID_SIDE = 512
const MASK_SIDE = 400

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { share: { type: 'string', default: '0/1' } },
})
const [pool] = positionals
if (pool === undefined) throw new Error('which pool? node training/masks.mjs pool.npy')
const [own, all] = values.share.split('/').map(Number)
const { findMask, resample, resampleColours, resampleMask } = await loadSource()
const [pictures, said] = [openSync(pool, 'r'), openSync(`${pool}.said.npy`, 'r')]
const { count, side } = readShape(pictures)
const masks = openSync(prepareFile(`${pool}.masks.npy`), 'r+')
for (let row = own; row < count; row += all) {
  const probability = readRow(said, row, SAID_SIDE ** 2)
  if (probability[0] !== 0) writeRow(masks, row, drawMask(readRow(pictures, row, 4 * side * side), probability))
}

function drawMask(data, probability) {
  const size = { width: MASK_SIDE, height: MASK_SIDE }
  const large = { width: SAID_SIDE, height: SAID_SIDE }
  const colours = resampleColours({ data, width: side, height: side }, size)
  const prior = { ...large, channels: 1, data: Float32Array.from(probability, (value) => value / 255) }
  const { mask } = findMask(colours, askNobody, prior)
  return Uint8Array.from(resampleMask(mask, large).data, (share) => 1 + Math.round(254 * share))
}

function askNobody() {
  throw new Error('what the network says is known')
}

function readShape(file) {
  const header = Buffer.alloc(HEADER)
  readSync(file, header, 0, HEADER, 0)
  const [count, side] = /\((\d+), (\d+)/.exec(header.toString('latin1')).slice(1).map(Number)
  return { count, side }
}

/** A file of zeros with the header of what was said. */
function prepareFile(file) {
  if (existsSync(file)) return file
  const header = Buffer.alloc(HEADER)
  readSync(said, header, 0, HEADER, 0)
  writeFileSync(file, header)
  writeSync(openSync(file, 'r+'), Buffer.alloc(1), 0, 1, HEADER + count * SAID_SIDE ** 2 - 1)
  return file
}

function readRow(file, row, bytes) {
  const data = new Uint8Array(bytes)
  readSync(file, data, 0, bytes, HEADER + row * bytes)
  return data
}

function writeRow(file, row, data) {
  writeSync(file, data, 0, data.length, HEADER + row * data.length)
}

/** The package exports no stages: their source is bundled into the ignored folder `tmp`. */
async function loadSource() {
  const outfile = fileURLToPath(new URL('../tmp/training-masks.mjs', import.meta.url))
  const resolveDir = fileURLToPath(new URL('../src/engines/local/', import.meta.url))
  const contents = `export { findMask } from './mask/find-mask.ts'; export * from './planes/resample.ts'`
  await build({ stdin: { contents, resolveDir }, bundle: true, platform: 'node', format: 'esm', outfile })
  return import(outfile)
}
