import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stats, Watching } from 'webpack'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'
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

/** Watches the project; each call of the function it gives waits for the next build. */
function watch(engine: ReturnType<typeof createCountingEngine>['engine']): () => Promise<Built> {
  const compiler = createCompiler(configure(project, { options: { engine }, config: { cache: { type: 'memory' } } }))
  const done: Stats[] = []
  const waiting: ((stats: Stats) => void)[] = []
  const watching = compiler.watch({ aggregateTimeout: 50, poll: 50 }, (_error, stats) => {
    if (!stats) return
    const next = waiting.shift()
    if (next) next(stats)
    else done.push(stats)
  }) as Watching
  stop = async () => {
    await new Promise((closed) => watching.close(closed))
    await closeCompiler(compiler)
  }
  return async () => {
    const stats = done.shift() ?? (await new Promise<Stats>((ready) => waiting.push(ready)))
    return describe(stats, project)
  }
}

test('an edited photo gives a new picture; other edits cut nothing', async () => {
  const shoe = join(project.dir, 'src/shoe.jpg')
  await makePhoto(shoe, { seed: 1 })
  const { engine, calls } = createCountingEngine()
  const build = watch(engine)
  const first = await build()
  expect(first.errors).toEqual([])
  const [before = ''] = listPictures(first.files)
  expect(await isCutOut(first.files.get(before)!)).toBe(true)

  await project.write('src/text.js', `export const text = 'two'`)
  const second = await build()
  expect(second.run()).toMatchObject({ url: `/assets/${before}`, text: 'two' })
  expect(calls).toHaveLength(1)

  await makePhoto(shoe, { seed: 2 })
  const third = await build()
  const [after = ''] = listPictures(third.files)
  expect(after).not.toBe(before)
  expect(third.run()).toMatchObject({ url: `/assets/${after}` })
  expect(await isCutOut(third.files.get(after)!)).toBe(true)
  expect(calls).toHaveLength(2)
})

test('a missing photo is an error until it appears, a deleted one again', async () => {
  const { engine } = createCountingEngine()
  const build = watch(engine)
  const first = await build()
  expect(first.errors).toEqual([expect.stringContaining('The photo "./shoe.jpg" was not found')])

  await makePhoto(join(project.dir, 'src/shoe.jpg'))
  const second = await build()
  expect(second.errors).toEqual([])
  expect(listPictures(second.files)).toHaveLength(1)

  await rm(join(project.dir, 'src/shoe.jpg'))
  const third = await build()
  expect(third.errors).toEqual([expect.stringContaining('The photo "./shoe.jpg" was not found')])
})

test('a damaged photo is an error until it is mended', async () => {
  await project.write('src/shoe.jpg', 'no picture')
  const { engine } = createCountingEngine()
  const build = watch(engine)
  expect((await build()).errors).toEqual([expect.stringContaining('is not an image')])
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
  expect((await build()).errors).toEqual([])
})
