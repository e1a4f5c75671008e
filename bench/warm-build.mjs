/**
 * What the plugin costs when there is nothing to do: a warm build of many `?matting` imports beside plain builds, each in
 * a fresh process, in turns. Prints CPU and peak memory as ratios against two plain builds:
 *
 * - `same files`: the finished cut-outs imported as plain PNGs, so both builds read and write the same pictures;
 * - `photos`: the photos themselves imported, whose JPEGs are smaller than any PNG of them.
 *
 *   npm run build && node bench/warm-build.mjs [--images 1000] [--rounds 5] [--bundler vite]
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { cutMiddle } from './build-once.mjs'

const BUNDLERS = ['vite', 'webpack', 'rollup']
const LIMITS = { cpu: 1.3, rss: 1.2 }
const RUNNER = fileURLToPath(new URL('build-once.mjs', import.meta.url))

const { values } = parseArgs({
  options: { images: { type: 'string' }, rounds: { type: 'string' }, bundler: { type: 'string' } },
})
const images = Number(values.images ?? 1000)
const rounds = Number(values.rounds ?? 5)

const dir = mkdtempSync(join(tmpdir(), 'matting-bench-'))
try {
  await writeProject(dir, images)
  console.log(`${images} imports, medians of ${rounds} rounds, Node ${process.version}`)
  console.log(
    `photos of ${meanSize('photos')} kB, cut-outs of ${meanSize('cutouts')} kB; limits: CPU 1.3, memory 1.2\n`,
  )
  console.log('                    CPU s                               peak MiB')
  console.log('bundler   warm   same files      photos          warm   same files      photos')
  for (const bundler of values.bundler ? [values.bundler] : BUNDLERS) report(bundler, measure(bundler))
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** Fills the cache once, then measures the builds in turns, so that noise of the machine hits all. */
function measure(bundler) {
  build(bundler, 'matting')
  const runs = Array.from({ length: rounds }, () => ({
    same: build(bundler, 'cutouts'),
    photos: build(bundler, 'photos'),
    warm: build(bundler, 'matting'),
  }))
  if (runs.some(({ warm }) => warm.cuts > 0)) throw new Error(`${bundler}: a warm build cut images`)
  return (kind, field) => runs.map((run) => run[kind][field]).sort((a, b) => a - b)[rounds >> 1]
}

function build(bundler, kind) {
  const output = execFileSync(process.execPath, [RUNNER, bundler, kind, dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output.trim().split('\n').at(-1))
}

function report(bundler, median) {
  const beside = (kind, field, digits) => {
    const ratio = median('warm', field) / median(kind, field)
    const note = `${ratio.toFixed(2)}×${ratio <= LIMITS[field] ? '' : ' over'}`
    return `${median(kind, field).toFixed(digits)} (${note})`.padEnd(16)
  }
  const columns = (field, digits) =>
    `${median('warm', field).toFixed(digits).padEnd(7)}${beside('same', field, digits)}${beside('photos', field, digits)}`
  console.log(`${bundler.padEnd(10)}${columns('cpu', 2)}${columns('rss', 0)}`)
}

/** Photos as shops have them at this size: 640 × 480, soft shading with some grain, saved well. */
async function writeProject(root, count) {
  const folders = ['photos', 'cutouts'].map((name) => join(root, name))
  for (const folder of folders) mkdirSync(folder)
  for (let index = 0; index < count; index++) {
    const photo = await sharp(Buffer.from(drawPhoto(index)))
      .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
      .toBuffer()
    writeFileSync(join(root, 'photos', `photo-${index}.jpg`), photo)
    writeFileSync(join(root, 'cutouts', `photo-${index}.png`), await cutMiddle(photo, 640, 480))
  }
  writeEntry(root, 'photos', count, (index) => `./photos/photo-${index}.jpg`)
  writeEntry(root, 'cutouts', count, (index) => `./cutouts/photo-${index}.png`)
  writeEntry(root, 'matting', count, (index) => `./photos/photo-${index}.jpg?matting`)
}

function drawPhoto(index) {
  const hue = (index * 47) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">
    <radialGradient id="g" cx="0.35" cy="0.3"><stop offset="0" stop-color="hsl(${hue} 60% 75%)"/><stop offset="1" stop-color="hsl(${hue} 55% 25%)"/></radialGradient>
    <filter id="n"><feTurbulence baseFrequency="0.3" seed="${index}" result="t"/><feColorMatrix in="t" type="saturate" values="0"/><feBlend in="SourceGraphic" mode="soft-light"/><feComposite operator="in" in2="SourceGraphic"/></filter>
    <rect width="640" height="480" fill="#e8e6e3"/><ellipse cx="320" cy="240" rx="190" ry="150" fill="url(#g)" filter="url(#n)"/></svg>`
}

function writeEntry(root, kind, count, specifierOf) {
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  const imports = names.map((name, index) => `import ${name} from ${JSON.stringify(specifierOf(index))}`)
  writeFileSync(join(root, `${kind}.js`), `${imports.join('\n')}\nconsole.log([${names.join(', ')}])\n`)
}

function meanSize(folder) {
  const files = readdirSync(join(dir, folder))
  const total = files.reduce((sum, file) => sum + statSync(join(dir, folder, file)).size, 0)
  return Math.round(total / files.length / 1000)
}
