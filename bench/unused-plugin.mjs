/**
 * What the plugin costs where no import asks for it: a build of many modules with the plugin loaded beside the same build
 * without, each in a fresh process, in turns. Prints the ratios of CPU time, which says most on a busy machine, and of time; limit: 1.05 ×.
 *
 *   npm run build && node bench/unused-plugin.mjs [--modules 3000] [--rounds 15] [--bundler rspack]
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const LIMIT = 1.05
const RUNNER = fileURLToPath(new URL('build-modules.mjs', import.meta.url))
const BUNDLERS = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'rsbuild', 'esbuild', 'farm']

const { values } = parseArgs({
  options: { modules: { type: 'string' }, rounds: { type: 'string' }, bundler: { type: 'string' } },
})
const modules = Number(values.modules ?? 3000)
const rounds = Number(values.rounds ?? 15)

const dir = mkdtempSync(join(tmpdir(), 'matting-bench-'))
try {
  writeProject(dir, modules)
  console.log(`${modules} modules, medians of ${rounds} rounds, Node ${process.version}; limit ${LIMIT} ×\n`)
  console.log('bundler     CPU ms: without   with   ratio     time ms: without   with   ratio')
  for (const bundler of values.bundler ? [values.bundler] : BUNDLERS) report(bundler, measure(bundler))
} finally {
  rmSync(dir, { recursive: true, force: true })
}

/** Both builds of a round, in turns of order, so that noise of the machine hits both. */
function measure(bundler) {
  const runs = Array.from({ length: rounds }, (_, round) => {
    const order = round % 2 === 0 ? ['without', 'with'] : ['with', 'without']
    return Object.fromEntries(order.map((kind) => [kind, build(bundler, kind)]))
  })
  return (kind, field) => median(runs.map((run) => run[kind][field]))
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[numbers.length >> 1]
}

function build(bundler, kind) {
  const output = execFileSync(process.execPath, [RUNNER, bundler, kind, dir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(output.trim().split('\n').at(-1))
}

function report(bundler, medianOf) {
  const columns = ['cpu', 'ms'].map((field) => {
    const [without, withPlugin] = ['without', 'with'].map((kind) => medianOf(kind, field))
    const ratio = withPlugin / without
    const note = ratio <= LIMIT ? '' : ' over'
    return `${without.toFixed(0)} → ${withPlugin.toFixed(0)}, ${ratio.toFixed(3)} ×${note}`
  })
  console.log(`${bundler.padEnd(12)}${columns[0].padEnd(33)}${columns[1]}`)
}

/** A tree of modules: each imports two others and has some code. */
function writeProject(root, count) {
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  for (let index = 0; index < count; index++) {
    const children = [2 * index + 1, 2 * index + 2].filter((child) => child < count)
    const imports = children.map((child) => `import { value${child} } from './module-${child}.js'`)
    const code = Array.from({ length: 20 }, (_, line) => `function step${line}(x) { return x * ${line} + ${index} }`)
    const sum = ['step1(1)', ...children.map((child) => `value${child}`)].join(' + ')
    const text = [...imports, ...code, `export const value${index} = ${sum}`]
    writeFileSync(join(root, 'src', `module-${index}.js`), `${text.join('\n')}\n`)
  }
  writeFileSync(join(root, 'src/index.js'), `import { value0 } from './module-0.js'\nconsole.log(value0)\n`)
}
