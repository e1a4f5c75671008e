import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Stats, Watching } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../../src/core/types.ts'
import { defineEngine } from '../../../src/engines/define.ts'
import { createCountingEngine, createProject, createServedEngine, makePhoto, type Project } from '../support.ts'
import { type CountingServiceSetting } from '../../support/service.ts'
import { closeCompiler, configure, createCompiler, listPictures, require, describe } from './support.ts'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': ['shoe', 'hat', 'bag']
      .map((name) => `export { default as ${name} } from './${name}.jpg?matting'`)
      .join('\n'),
    'src/one.js': `export { default as shoe } from './shoe.jpg?cos=style/x'`,
  })
  const photos = ['shoe', 'hat', 'bag'].map((name, seed) => makePhoto(join(project.dir, `src/${name}.jpg`), { seed }))
  await Promise.all(photos)
})

afterEach(() => project.remove())

/** Work that hangs until it is given up. */
function createHanging(): { hang(signal: AbortSignal): Promise<never>; begun: Promise<void>; count(): number } {
  let begin = (): void => {}
  let count = 0
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const hang = (signal: AbortSignal): Promise<never> => {
    count++
    begin()
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  return { hang, begun, count: () => count }
}

type Hanging = ReturnType<typeof createHanging>

const hangingEngine = ({ hang }: Hanging): Engine =>
  defineEngine({ name: 'hanging', version: '1', cut: (_image, _layout, { signal }) => hang(signal) })

const hangingCloud = ({ hang }: Hanging): Engine => {
  const before: CountingServiceSetting['before'] = (_task, { signal }) => hang(signal)
  return createServedEngine({ before }).engine
}

test.each<[string, (hanging: Hanging) => Engine, string]>([
  ['an engine', hangingEngine, './src/index.js'],
  ['a service', hangingCloud, './src/index.js'],
  ['a service that runs a rule', hangingCloud, './src/one.js'],
])('compiler.close() gives up what %s is at', async (_what, makeEngine, entry) => {
  const hanging = createHanging()
  const engine = makeEngine(hanging)
  const compiler = createCompiler(configure(project, { options: { engine, concurrency: 1 }, config: { entry } }))
  const ended = new Promise<Stats | undefined>((done) => compiler.run((_error, stats) => done(stats)))
  await hanging.begun
  await closeCompiler(compiler)
  const { errors = [] } = (await ended)?.toJson({ all: false, errors: true }) ?? {}
  expect(errors.length).toBeGreaterThan(0)
  for (const { message } of errors) expect(message).toContain('The build was given up.')
  expect(hanging.count()).toBe(1)
})

test('watching.close() gives it up, too; watching again begins anew', async () => {
  const hanging = createHanging()
  const { engine: counting } = createCountingEngine()
  let isSlow = true
  const engine: Engine = {
    ...counting,
    cut: (image, layout, context) => (isSlow ? hanging.hang(context.signal) : counting.cut(image, layout, context)),
  }
  const compiler = createCompiler(configure(project, { options: { engine } }))
  const watching = compiler.watch({}, () => {}) as Watching
  await hanging.begun
  await new Promise<void>((closed) => watching.close(() => closed()))
  isSlow = false
  const stats = await new Promise<Stats>((done) => compiler.watch({}, (_error, result) => result && done(result)))
  const { errors, files } = await describe(stats, project)
  expect(errors).toEqual([])
  expect(listPictures(files)).toHaveLength(3)
  await closeCompiler(compiler)
})

const DRIVER = `
import { rspack } from ${JSON.stringify(require.resolve('@rspack/core'))}
import matting from 'unplugin-matting/rspack'
let compiler
// The timer stands for a socket.
const cut = (image, layout, { signal }) => new Promise((resolve, reject) => {
  const timer = setInterval(() => {}, 1000)
  signal.addEventListener('abort', () => { clearInterval(timer); reject(signal.reason) })
  setTimeout(() => compiler.close(() => console.log('closed')))
})
const engine = { name: 'hanging', version: '1', cut }
compiler = rspack({ context: import.meta.dirname, mode: 'production', plugins: [matting({ engine })] })
if (process.argv[2] === 'watch') compiler.watch({}, () => {})
else compiler.run(() => {})
`

test.each(['run', 'watch'])('a process whose compiler is closed in the middle ends: %s', async (how) => {
  await project.write('driver.mjs', DRIVER)
  const run = promisify(execFile)(process.execPath, ['driver.mjs', how], { cwd: project.dir, timeout: 30_000 })
  expect((await run).stdout).toMatch(/^(?:closed\n)+$/)
})
