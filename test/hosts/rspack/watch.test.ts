import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration, Watching } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Engine } from '../../../src/core/types.ts'
import type { Options } from '../../../src/options/types.ts'
import {
  createCountingEngine,
  createProject,
  createServedEngine,
  isCutOut,
  makePhoto,
  type Project,
} from '../support.ts'
import { type Built, closeCompiler, configure, createCompiler, describe, listPictures } from './support.ts'

let project: Project
let stop: () => Promise<void>

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `export { default as url } from './shoe.jpg?matting'; export { text } from './text.js'`,
    'src/text.js': `export const text = 'one'`,
  })
})

afterEach(async () => {
  await stop()
  await project.remove()
})

type Until = (expected: (built: Built) => boolean) => Promise<Built>

/**
 * Watches the project. The function it gives waits for a build of the kind expected: where a file was written shortly
 * before the watcher first looked, it builds once more than one would think.
 */
function watch(engine: Engine, options: Options = {}): Until {
  const config: Configuration = { cache: { type: 'memory' } }
  const compiler = createCompiler(configure(project, { options: { engine, ...options }, config }))
  const built: Built[] = []
  const waiting: (() => void)[] = []
  compiler.hooks.done.tapPromise('test', async (stats) => {
    built.push(await describe(stats, project))
    for (const wake of waiting.splice(0)) wake()
  })
  const watching = compiler.watch({ aggregateTimeout: 50, poll: 50 }, () => {}) as Watching
  stop = async () => {
    await new Promise<void>((closed) => watching.close(() => closed()))
    await closeCompiler(compiler)
  }
  return async function until(expected) {
    const next = built.shift()
    if (next && expected(next)) return next
    if (!next) await new Promise<void>((wake) => waiting.push(wake))
    return until(expected)
  }
}

const hasUrl = ({ errors, run }: Built, url: string): boolean => errors.length === 0 && run()['url'] === url
const isMissing = ({ errors }: Built): boolean =>
  errors.length === 1 && String(errors[0]).includes('src/shoe.jpg does not exist')
const isWhole = ({ errors, files }: Built): boolean => errors.length === 0 && listPictures(files).length === 1

test('an edited photo gives a new picture; other edits cut nothing', async () => {
  const shoe = join(project.dir, 'src/shoe.jpg')
  await makePhoto(shoe, { seed: 1 })
  const { engine, calls } = createCountingEngine()
  const until = watch(engine)
  const first = await until(isWhole)
  const [before = ''] = listPictures(first.files)
  expect(await isCutOut(first.files.get(before)!)).toBe(true)

  await project.write('src/text.js', `export const text = 'two'`)
  const second = await until(({ run }) => run()['text'] === 'two')
  expect(hasUrl(second, `/assets/${before}`)).toBe(true)
  expect(calls).toHaveLength(1)

  await makePhoto(shoe, { seed: 2 })
  const third = await until((built) => isWhole(built) && !built.files.has(before))
  const [after = ''] = listPictures(third.files)
  expect(hasUrl(third, `/assets/${after}`)).toBe(true)
  expect(await isCutOut(third.files.get(after)!)).toBe(true)
  expect(calls).toHaveLength(2)
})

test('a missing photo is an error until it appears, a deleted one again', async () => {
  const until = watch(createCountingEngine().engine)
  expect((await until(isMissing)).errors).toHaveLength(1)
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
  const [shoe = ''] = listPictures((await until(isWhole)).files)
  expect(shoe).toMatch(/^shoe-/)
  await rm(join(project.dir, 'src/shoe.jpg'))
  expect((await until(isMissing)).errors).toHaveLength(1)
})

test('a damaged photo is an error until it is mended', async () => {
  await project.write('src/shoe.jpg', 'no picture')
  const until = watch(createCountingEngine().engine)
  const { errors } = await until((built) => built.errors.length > 0)
  expect(errors).toEqual([expect.stringContaining('is not an image')])
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
  const { files } = await until(isWhole)
  expect(await isCutOut(files.get(listPictures(files)[0] ?? '')!)).toBe(true)
})

const PUBLIC = 'https://cdn.example'

test.each<[string, string, Options]>([
  ['metadata', './shoe.jpg?matting&as=metadata', {}],
  ['the picture of a rule', './shoe.jpg?cos=style/x', {}],
  ['a public address', './shoe.jpg?matting', { cos: { publicUrl: PUBLIC } }],
])('an edited photo changes %s; other edits ask for nothing', async (_what, specifier, options) => {
  const { publicUrl } = options.cos ?? {}
  await project.write('src/index.js', `export { default as url } from '${specifier}'; export { text } from './text.js'`)
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 1 })
  const { engine, runs } = createServedEngine(publicUrl === undefined ? {} : { publicUrl })
  const until = watch(engine, options)
  const first = (await until(({ errors }) => errors.length === 0)).run()['url']

  await project.write('src/text.js', `export const text = 'two'`)
  const second = await until(({ run }) => run()['text'] === 'two')
  expect(second.run()['url']).toEqual(first)
  expect(runs).toHaveLength(1)

  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 2 })
  const srcOf = (url: unknown): unknown => (url as { src?: string }).src ?? url
  const third = await until(({ run }) => srcOf(run()['url']) !== srcOf(first))
  expect(third.errors).toEqual([])
  expect(runs).toHaveLength(2)
})
