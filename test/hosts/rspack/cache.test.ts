import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import {
  createCountingEngine,
  createProject,
  createServedEngine,
  isCutOut,
  makePhoto,
  type Project,
} from '../support.ts'
import { build, listPictures, persistent } from './support.ts'

const OURS = 'node_modules/.cache/unplugin-matting'
const THEIRS = 'node_modules/.cache/rspack'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `
      export { default as shoe } from './shoe.jpg?matting'
      export { default as hat } from './hat.jpg?matting=card'
    `,
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 1 })
  await makePhoto(join(project.dir, 'src/hat.jpg'), { seed: 2 })
})

afterEach(() => project.remove())

interface Result {
  /** Photos that were cut, in no order. */
  readonly cut: string[]
  readonly hat: Buffer
  readonly shoe: Buffer
}

const CONFIG = (): Configuration => ({ cache: persistent(join(project.dir, THEIRS)) })

/** One build in a compiler of its own, with webpack's cache on disk. */
async function buildOnce(options: Options = {}, version = '1'): Promise<Result> {
  const { engine, calls } = createCountingEngine(version)
  const { files, errors, run } = await build(project, {
    options: { engine, presets: { card: 'padding=4' }, ...options },
    config: CONFIG(),
  })
  expect(errors).toEqual([])
  expect(listPictures(files)).toHaveLength(2)
  const urls = run() as { hat: string; shoe: string }
  const find = (url: string): Buffer => files.get(url.replace('/assets/', ''))!
  const result = { cut: calls.map(({ name }) => name).sort(), hat: find(urls.hat), shoe: find(urls.shoe) }
  expect([await isCutOut(result.hat), await isCutOut(result.shoe)]).toEqual([true, true])
  return result
}

test('a second build cuts nothing, whichever cache is left', async () => {
  const first = await buildOnce()
  expect(first.cut).toEqual(['hat.jpg', 'shoe.jpg'])
  const pictures = { hat: first.hat, shoe: first.shoe }
  expect(await buildOnce()).toEqual({ cut: [], ...pictures })
  await remove(OURS)
  expect(await buildOnce()).toEqual({ cut: [], ...pictures })
})

test("a build without webpack's cache takes the pictures from ours", async () => {
  const { hat, shoe } = await buildOnce()
  await remove(THEIRS)
  expect(await buildOnce()).toEqual({ cut: [], hat, shoe })
})

test('a build without either cache makes them again', async () => {
  const { hat, shoe } = await buildOnce()
  await remove(OURS)
  await remove(THEIRS)
  expect(await buildOnce()).toEqual({ cut: ['hat.jpg', 'shoe.jpg'], hat, shoe })
})

test.each([['kept'], ['deleted']])('a photo that was edited is cut again, with our cache %s', async (fate) => {
  const first = await buildOnce()
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 3 })
  if (fate === 'deleted') await remove(OURS)
  const second = await buildOnce()
  expect(second.cut).toEqual(['shoe.jpg'])
  expect(second.hat).toEqual(first.hat)
  expect(second.shoe).not.toEqual(first.shoe)
})

test('a photo that was put back gives its old picture', async () => {
  const first = await buildOnce()
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 3 })
  await buildOnce()
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 1 })
  expect(await buildOnce()).toEqual({ ...first, cut: [] })
})

test.each<[string, Options, string, string[]]>([
  ['a preset', { presets: { card: 'padding=9' } }, '1', ['hat.jpg']],
  ['the defaults', { defaults: 'padding=2' }, '1', ['shoe.jpg']],
  ["the engine's version", {}, '2', ['hat.jpg', 'shoe.jpg']],
])('a change of %s makes exactly the pictures it concerns', async (_what, options, version, concerned) => {
  const first = await buildOnce()
  expect((await buildOnce(options, version)).cut).toEqual(concerned)
  expect((await buildOnce(options, version)).cut).toEqual([])
  expect(await buildOnce()).toEqual({ ...first, cut: [] })
})

test("without a cache of ours, webpack's is enough", async () => {
  const first = await buildOnce({ cache: false })
  expect(await buildOnce({ cache: false })).toEqual({ ...first, cut: [] })
})

const REST = `
  export { default as outputs } from './shoe.jpg?matting&w=8;12&as=srcset'
  export { default as told } from './shoe.jpg?matting&padding=1&as=metadata'
  export const url = new URL('./shoe.jpg?matting&padding=2', import.meta.url).pathname
  export { default as rule } from './shoe.jpg?cos=thumb'
`

/** What a page gets of each export, by the bytes of its pictures; and how often the service was asked. */
async function buildRest(thumb: string): Promise<{ seen: Record<string, string>; runs: number }> {
  const { engine, runs } = createServedEngine()
  const options = { engine, rules: { thumb } }
  const { files, errors, run } = await build(project, { options, config: CONFIG() })
  expect(errors).toEqual([])
  const read = (name: string): string => (files.get(name) ?? Buffer.from('missing')).toString('base64')
  const seen = Object.entries(run()).map(([name, value]) => {
    const text = JSON.stringify(value)
    return [name, text.replace(/\/assets\/([^ "]+)/g, (_url, file: string) => read(file))] as const
  })
  return { seen: Object.fromEntries(seen), runs: runs.length }
}

test('rules, outputs, metadata and new URL() follow the photo and the options, whichever cache is left', async () => {
  await project.write('src/index.js', REST)
  const rule = 'imageView2/format/webp'
  const first = await buildRest(rule)
  expect(Object.keys(first.seen)).toHaveLength(4)
  expect(JSON.stringify(first.seen)).not.toContain('missing')
  expect(await buildRest(rule)).toEqual({ ...first, runs: 0 })
  await remove(OURS)
  expect((await buildRest(rule)).seen).toEqual(first.seen)

  // The counting service makes the same of every rule: only that it was asked can be seen.
  const renamed = await buildRest('style/other')
  expect(renamed).toEqual({ ...first, runs: 1 })

  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 7, width: 32 })
  const edited = await buildRest('style/other')
  for (const [name, value] of Object.entries(first.seen)) expect(edited.seen[name]).not.toBe(value)
  expect(JSON.stringify(edited.seen)).not.toContain('missing')
  await remove(THEIRS)
  expect(await buildRest('style/other')).toEqual({ ...edited, runs: 0 })
})

async function remove(folder: string): Promise<void> {
  await rm(join(project.dir, folder), { recursive: true })
}
