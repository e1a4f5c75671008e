/**
 * How long a page of Vite's dev server waits for the engine: not at all. The same imports with a fast engine and with one that
 * takes seconds, in turns, each in a server of its own with an empty cache:
 *
 * - `answer`: the slowest answer to a single import while pictures are being made;
 * - `graph`: the page, its module and all imports of it.
 *
 *   npm run build && node bench/dev-server.mjs [--images 60] [--delay 3000] [--rounds 5]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { defineEngine } from 'unplugin-matting'
import matting from 'unplugin-matting/vite'
import { createServer } from 'vite'
import { cutMiddle } from './build-once.mjs'

const LIMIT = 50

const { values } = parseArgs({
  options: { images: { type: 'string' }, delay: { type: 'string' }, rounds: { type: 'string' } },
})
const images = Number(values.images ?? 60)
const delay = Number(values.delay ?? 3000)
const rounds = Number(values.rounds ?? 5)

const dir = mkdtempSync(join(tmpdir(), 'matting-dev-'))
try {
  await writeProject()
  const runs = { fast: [], slow: [] }
  for (let round = 0; round < rounds; round++) {
    runs.fast.push(await measure(0))
    runs.slow.push(await measure(delay))
  }
  report(runs)
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** One server: a few pictures are asked for first, so that the engine is at work while the rest is measured. */
async function measure(ms) {
  rmSync(join(dir, 'cache'), { recursive: true, force: true })
  const server = await createServer({
    root: dir,
    configFile: false,
    logLevel: 'silent',
    plugins: [matting({ engine: createEngine(ms), cache: { dir: 'cache' } })],
    server: { port: 0, host: '127.0.0.1', watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  await server.listen()
  const [origin] = server.resolvedUrls.local
  const load = async (path) => (await fetch(new URL(path, origin), { headers: { Accept: '*/*' } })).text()
  const first = await load('/p0.jpg?import&matting&center')
  const picture = fetch(new URL(/"(.+)"/.exec(first)[1], origin)).catch(() => undefined)
  const started = performance.now()
  const answers = []
  await load('/main.js')
  for (let index = 0; index < images; index++) {
    const asked = performance.now()
    await load(`/p${index}.jpg?import&matting`)
    answers.push(performance.now() - asked)
  }
  const graph = performance.now() - started
  await server.close()
  await picture
  return { answer: Math.max(...answers), median: middle(answers), graph }
}

function createEngine(ms) {
  return defineEngine({
    name: 'slow',
    version: '1',
    async cut(image, _layout, { signal }) {
      await wait(ms, undefined, { signal })
      return { png: await cutMiddle(image.bytes, image.width, image.height) }
    },
  })
}

function report({ fast, slow }) {
  const of = (runs, field) => middle(runs.map((run) => run[field]))
  console.log(
    `${images} imports, medians of ${rounds} rounds, Node ${process.version}; limit of an answer: ${LIMIT} ms\n`,
  )
  console.log('engine     median answer   slowest answer   whole graph')
  for (const [name, runs] of [
    ['0 ms', fast],
    [`${delay} ms`, slow],
  ]) {
    const cells = ['median', 'answer', 'graph'].map((field) => `${of(runs, field).toFixed(1)} ms`.padStart(15))
    console.log(name.padEnd(9) + cells.join(''))
  }
  const ratio = of(slow, 'graph') / of(fast, 'graph')
  console.log(`\ngraph with the slow engine: ${ratio.toFixed(2)} × the fast one's`)
  if (of(slow, 'answer') > LIMIT) process.exitCode = 1
}

function middle(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]
}

async function writeProject() {
  mkdirSync(dir, { recursive: true })
  const names = Array.from({ length: images }, (_, index) => `p${index}`)
  writeFileSync(join(dir, 'index.html'), '<script type="module" src="/main.js"></script>')
  writeFileSync(join(dir, 'main.js'), names.map((name) => `import './${name}.jpg?matting'`).join('\n'))
  for (const [index, name] of names.entries()) {
    const background = { r: (index * 37) % 256, g: 120, b: 90 }
    await sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .jpeg()
      .toFile(join(dir, `${name}.jpg`))
  }
}
