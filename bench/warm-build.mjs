/**
 * What the plugin costs when there is nothing to do: a warm build of many `?matting` imports beside the same build
 * with plain asset imports of the same photos, each in a fresh process, in turns. Prints CPU and peak memory as ratios.
 *
 *   npm run build && node bench/warm-build.mjs [--images 1000] [--rounds 5]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'

const BUNDLERS = ['vite', 'webpack', 'rollup']
const LIMITS = { cpu: 1.3, rss: 1.2 }
const RUNNER = fileURLToPath(new URL('build-once.mjs', import.meta.url))

const { values } = parseArgs({ options: { images: { type: 'string' }, rounds: { type: 'string' } } })
const images = Number(values.images ?? 1000)
const rounds = Number(values.rounds ?? 5)

const dir = mkdtempSync(join(tmpdir(), 'matting-bench-'))
try {
  await writeProject(dir, images)
  console.log(`${images} imports, medians of ${rounds} rounds, Node ${process.version}\n`)
  console.log('bundler   plain CPU s   warm CPU s   ratio (limit 1.3)   plain MiB   warm MiB   ratio (limit 1.2)')
  for (const bundler of BUNDLERS) report(bundler, measure(bundler))
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** Fills the cache once, then measures plain and warm builds in turns, so that noise of the machine hits both. */
function measure(bundler) {
  build(bundler, 'matting')
  const runs = Array.from({ length: rounds }, () => [build(bundler, 'plain'), build(bundler, 'matting')])
  if (runs.some(([, warm]) => warm.cuts > 0)) throw new Error(`${bundler}: a warm build cut images`)
  const median = (side, field) => runs.map((run) => run[side][field]).sort((a, b) => a - b)[rounds >> 1]
  return {
    cpu: [median(0, 'cpu'), median(1, 'cpu')],
    rss: [median(0, 'rss'), median(1, 'rss')],
  }
}

function build(bundler, kind) {
  const text = execFileSync(process.execPath, [RUNNER, bundler, kind, dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(text.trim().split('\n').at(-1))
}

function report(bundler, { cpu, rss }) {
  const ratio = ([plain, warm], limit) => {
    const value = warm / plain
    return `${value.toFixed(2)}${value <= limit ? '' : ' OVER'}`
  }
  const cells = [
    bundler.padEnd(9),
    cpu[0].toFixed(2).padEnd(13),
    cpu[1].toFixed(2).padEnd(12),
    ratio(cpu, LIMITS.cpu).padEnd(19),
    String(Math.round(rss[0])).padEnd(11),
    String(Math.round(rss[1])).padEnd(10),
    ratio(rss, LIMITS.rss),
  ]
  console.log(cells.join(' '))
}

/** Photos as shops have them at this size: 640 × 480, a textured product, about 40 kB. */
async function writeProject(root, count) {
  mkdirSync(join(root, 'photos'))
  for (let index = 0; index < count; index++) {
    const hue = (index * 47) % 360
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><filter id="n"><feTurbulence baseFrequency="0.4" seed="${index}"/>` +
      `<feComposite operator="in" in2="SourceGraphic"/><feBlend in2="SourceGraphic" mode="soft-light"/></filter><rect width="640" height="480" fill="#e8e6e3"/>` +
      `<ellipse cx="320" cy="240" rx="190" ry="150" fill="hsl(${hue} 60% 45%)" filter="url(#n)"/></svg>`
    await sharp(Buffer.from(svg))
      .jpeg({ quality: 85 })
      .toFile(join(root, 'photos', `photo-${index}.jpg`))
  }
  for (const [kind, query] of [
    ['plain', ''],
    ['matting', '?matting'],
  ]) {
    const names = Array.from({ length: count }, (_, index) => `p${index}`)
    const imports = names.map((name, index) => `import ${name} from './photos/photo-${index}.jpg${query}'`)
    writeFileSync(join(root, `${kind}.js`), `${imports.join('\n')}\nconsole.log([${names.join(', ')}])\n`)
  }
}
