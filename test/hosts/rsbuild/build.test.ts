import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RsbuildConfig } from '@rsbuild/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createCountingEngine,
  createProject,
  createServedEngine,
  isCutOut,
  makePhoto,
  type Project,
} from '../support.ts'
import { build, type BuildSetting, type Built, listPictures, readCode } from './support.ts'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `
      import shoe from './shoe.jpg?matting'
      globalThis.seen = [shoe]
    `,
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
})

afterEach(() => project.remove())

/** Without Rsbuild's inlining of small pictures. */
const FILES: RsbuildConfig = { output: { dataUriLimit: 0 } }

async function buildWith(setting: BuildSetting = {}): Promise<Built> {
  const { engine } = createCountingEngine()
  const built = await build(project, { config: FILES, ...setting, options: { engine, ...setting.options } })
  expect([...built.errors, ...built.warnings]).toEqual([])
  return built
}

test("an import is a picture of Rsbuild's own: name, folder and limit are its", async () => {
  const { files } = await buildWith()
  const [shoe = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  expect(shoe).toMatch(/^static\/image\/shoe\.[\da-f]+\.png$/)
  expect(await isCutOut(files.get(shoe)!)).toBe(true)
  expect(readCode(files)).toContain(shoe)
  const inlined = await buildWith({ config: {} })
  expect(listPictures(inlined.files)).toEqual([])
  expect(readCode(inlined.files)).toContain('data:image/png;base64,')
})

test('require, new URL, dynamic import and style sheets give the same file, cut once', async () => {
  await project.write(
    'src/index.js',
    `import './style.css'
    globalThis.seen = [
      require('./shoe.jpg?matting'),
      new URL('./shoe.jpg?matting', import.meta.url).href,
      import('./shoe.jpg?matting'),
    ]`,
  )
  await project.write(
    'src/style.css',
    `@import './more.css'; p { background: image-set(url("./shoe.jpg?matting") 1x) }`,
  )
  await project.write('src/more.css', `b { background: url(shoe.jpg?matting) }`)
  const { engine, calls } = createCountingEngine()
  const { files } = await buildWith({ options: { engine } })
  const [shoe = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  expect(readCode(files).split(shoe).length).toBeGreaterThan(4)
  expect(calls).toHaveLength(1)
})

test.each([
  ['inline', {}, /data:image\/png;base64,/],
  ['url', {}, /static\/image\/shoe\.[\da-f]+\.png/],
  ['no-inline', {}, /static\/image\/shoe\.[\da-f]+\.png/],
])('?%s means what it says', async (key, config, expected) => {
  await project.write('src/index.js', `import shoe from './shoe.jpg?matting&${key}'; globalThis.seen = shoe`)
  const { files } = await buildWith({ config })
  expect(readCode(files)).toMatch(expected)
})

test.each<[string, RsbuildConfig, RegExp]>([
  [
    'output.assetPrefix',
    { output: { dataUriLimit: 0, assetPrefix: 'https://cdn.example/x/' } },
    /https:\/\/cdn\.example\/x\//,
  ],
  ['server.base', { output: { dataUriLimit: 0 }, server: { base: '/sub' } }, /"\/sub\/"/],
  ['output.filename', { output: { dataUriLimit: 0, filename: { image: 'pics/[name][ext]' } } }, /pics\/shoe\.png/],
  ['output.distPath', { output: { dataUriLimit: 0, distPath: { image: 'p' } } }, /p\/shoe\.[\da-f]+\.png/],
])('%s', async (_what, config, expected) => {
  const { files } = await buildWith({ config })
  expect(listPictures(files)).toHaveLength(1)
  expect(readCode(files)).toMatch(expected)
})

test('rules, metadata and public addresses', async () => {
  await project.write(
    'src/index.js',
    `import hero from './shoe.jpg?cos=style/x'
    import shoe from './shoe.jpg?matting&as=metadata'
    globalThis.seen = [hero, shoe]`,
  )
  const emitted = await buildWith({ options: { engine: createServedEngine().engine } })
  expect(listPictures(emitted.files).map((name) => name.replace(/\.[\da-f]+\./, '.'))).toEqual([
    'static/image/shoe.png',
    'static/image/shoe.webp',
  ])
  expect(readCode(emitted.files)).toContain('"hasAlpha":true')
  const publicUrl = 'https://cdn.example/p'
  const { engine } = createServedEngine({ publicUrl })
  const published = await buildWith({ options: { engine, cos: { publicUrl } } })
  expect(listPictures(published.files)).toEqual([])
  expect(readCode(published.files).match(/https:\/\/cdn\.example\/p\/out\/[\w%-]+-made/g)).toHaveLength(2)
})

test('two environments share the work, and each has its own files', async () => {
  const { engine, calls } = createCountingEngine()
  const environments: RsbuildConfig['environments'] = {
    web: { output: { target: 'web' } },
    node: { output: { target: 'node', emitAssets: false, distPath: { root: 'dist/server' } } },
  }
  const { files } = await buildWith({ options: { engine }, config: { ...FILES, environments } })
  const [shoe = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  expect(files.get('server/index.js')?.toString()).toContain(shoe)
  expect(calls).toHaveLength(1)
})

test("Rsbuild's cache on disk never gives a stale or missing picture", async () => {
  const config: RsbuildConfig = { ...FILES, performance: { buildCache: true } }
  const { engine, calls } = createCountingEngine()
  const buildOnce = async (padding: number): Promise<Map<string, Buffer>> => {
    const { files } = await buildWith({ config, options: { engine, defaults: `padding=${padding}` } })
    return new Map(listPictures(files).map((name) => [name, files.get(name)!]))
  }
  const first = await buildOnce(0)
  expect(first.size).toBe(1)
  await rm(join(project.dir, 'node_modules/.cache/unplugin-matting'), { recursive: true })
  expect(await buildOnce(0)).toEqual(first)
  expect(calls).toHaveLength(1)
  const padded = await buildOnce(3)
  expect([padded.size, [...padded.keys()]]).not.toEqual([1, [...first.keys()]])
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 5 })
  expect([...(await buildOnce(3)).keys()]).not.toEqual([...padded.keys()])
})

test('an error names import, importer and fix', async () => {
  await project.write('src/index.js', `import './shoe.jpg?matting&paddding=3'`)
  const { errors } = await build(project, { options: { engine: createCountingEngine().engine } })
  expect(errors.join('\n')).toMatch(
    /import: {3}\.\/shoe\.jpg\?matting&paddding=3\s.*importer: src\/index\.js\s.*Write `padding`/s,
  )
})
