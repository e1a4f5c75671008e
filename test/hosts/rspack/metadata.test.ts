import { join } from 'node:path'
import { CssExtractRspackPlugin, type Configuration } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCountingEngine, createProject, createServedEngine, makePhoto, type Project } from '../support.ts'
import { build, listPictures, require, persistent, NATIVE_CSS } from './support.ts'

const SHOE = {
  width: 24 + 40,
  height: 16 + 20,
  format: 'png',
  bytes: expect.any(Number),
  hasAlpha: true,
  box: { x: expect.any(Number), y: expect.any(Number), width: expect.any(Number), height: expect.any(Number) },
}

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `export { default as shoe } from './img/shoe.jpg?matting&padding=20x10&as=metadata'`,
  })
  await makePhoto(join(project.dir, 'src/img/shoe.jpg'))
})

afterEach(() => project.remove())

const PNG_RULE: Configuration = {
  module: { rules: [{ test: /\.png$/, type: 'asset/resource', generator: { filename: 'i/[name][ext]' } }] },
}

test.each<[string, Configuration, RegExp]>([
  ['no rule', {}, /^\/assets\/shoe-[\da-f]{8}\.png$/],
  ['a rule for pictures', PNG_RULE, /^\/assets\/i\/shoe\.png$/],
  [
    'a rule for all modules',
    { module: { rules: [{ exclude: /\.js$/, type: 'asset/inline' }] } },
    /^data:image\/png;base64,/,
  ],
  ['development', { mode: 'development', devtool: 'source-map' }, /^\/assets\/shoe-[\da-f]{8}\.png$/],
])('as=metadata gives an object whose src is the picture, with %s', async (_what, config, src) => {
  const { engine, calls } = createCountingEngine()
  const { errors, warnings, files, run } = await build(project, { options: { engine }, config })
  expect([...errors, ...warnings]).toEqual([])
  expect(run()['shoe']).toEqual({ ...SHOE, src: expect.stringMatching(src) })
  expect(calls).toHaveLength(1)
  for (const name of listPictures(files))
    expect(files.get(name)).toHaveLength((run()['shoe'] as { bytes: number }).bytes)
})

test('the picture beside it is the same module', async () => {
  await project.write(
    'src/index.js',
    `import shoe from './img/shoe.jpg?as=metadata&matting'
    import url from './img/shoe.jpg?matting'
    export const both = [shoe.src, url]
    export const lazy = import(/* webpackMode: "eager" */ './img/shoe.jpg?as=metadata&matting&inline')
    export const required = require('./img/shoe.jpg?as=metadata&matting').default`,
  )
  const { engine, calls } = createCountingEngine()
  const { errors, files, stats, run } = await build(project, { options: { engine }, config: { mode: 'development' } })
  expect(errors).toEqual([])
  expect(listPictures(files)).toHaveLength(1)
  const { both, lazy, required } = run() as {
    both: [string, string]
    lazy: Promise<{ default: { src: string } }>
    required: object
  }
  expect(both[0]).toBe(both[1])
  expect((await lazy).default.src).toMatch(/^data:image\/png/)
  expect(required).toMatchObject({ src: both[1], width: 24 })
  expect(calls).toHaveLength(1)
  const names = stats.toJson({ all: false, modules: true, nestedModules: true }).modules?.map(({ name }) => name)
  expect(names?.filter((name) => name?.includes('shoe')).sort()).toEqual([
    './src/img/shoe.jpg.matting#matting-code:shoe.jpg?as=metadata&matting',
    './src/img/shoe.jpg.matting#matting-code:shoe.jpg?as=metadata&matting&inline',
    './src/img/shoe.png#matting-inline:shoe.jpg?matting&inline',
    './src/img/shoe.png#matting-picture:shoe.jpg?matting',
  ])
})

test('defaults may say it; as=url overrules them', async () => {
  await project.write(
    'src/index.js',
    `export { default as shoe } from './img/shoe.jpg?matting'; export { default as url } from './img/shoe.jpg?matting&as=url'`,
  )
  const { engine } = createCountingEngine()
  const { errors, run } = await build(project, { options: { engine, defaults: 'padding=20x10&as=metadata' } })
  expect(errors).toEqual([])
  expect({ ...run() }).toEqual({ shoe: { ...SHOE, src: run()['url'] }, url: expect.stringMatching(/\.png$/) })
})

test('that of a rule carries what the service told', async () => {
  await project.write('src/index.js', `export { default as shoe } from './img/shoe.jpg?cos=style/x&as=metadata'`)
  const { errors, run } = await build(project, { options: { engine: createServedEngine().engine } })
  expect(errors).toEqual([])
  expect(run()['shoe']).toMatchObject({
    src: expect.stringMatching(/^\/assets\/shoe-.*\.webp$/),
    format: 'webp',
    Quality: 85,
    ImageInfo: { Ave: '0x102030', Orientation: 0 },
    Object: { Format: 'webp' },
  })
})

test('a photo with an awkward name', async () => {
  await makePhoto(join(project.dir, 'src/my #1 100% shoe.jpg'))
  await project.write('src/index.js', `export { default as shoe } from './my #1 100% shoe.jpg?matting&as=metadata'`)
  const { engine } = createCountingEngine()
  const { errors, run } = await build(project, { options: { engine } })
  expect(errors).toEqual([])
  expect(run()['shoe']).toMatchObject({ src: expect.stringMatching(/\.png$/), width: 24 })
})

test('a second build takes it from webpack, an edited photo changes it', async () => {
  const config: Configuration = {
    cache: persistent(join(project.dir, 'node_modules/.cache/rspack')),
  }
  const { engine, calls } = createCountingEngine()
  const buildOnce = async (): Promise<unknown> =>
    (await build(project, { options: { engine, cache: false }, config })).run()['shoe']
  const first = await buildOnce()
  expect(await buildOnce()).toEqual(first)
  const made = calls.length
  await makePhoto(join(project.dir, 'src/img/shoe.jpg'), { width: 30 })
  expect(await buildOnce()).toMatchObject({ width: 70 })
  expect(calls.length).toBeGreaterThan(made)
  expect(await buildOnce()).toMatchObject({ width: 70 })
})

test.each<[string, string, Configuration]>([
  ['new URL()', `export const url = new URL('./img/shoe.jpg?matting&as=metadata', import.meta.url)`, {}],
  ['a style sheet', `import './style.css'`, NATIVE_CSS],
  [
    'a style sheet of css-loader',
    `import './style.css'`,
    {
      module: { rules: [{ test: /\.css$/, use: [CssExtractRspackPlugin.loader, require.resolve('css-loader')] }] },
      plugins: [new CssExtractRspackPlugin()],
    },
  ],
])('in %s it is an error that names place and fix', async (_what, code, config) => {
  await project.write('src/index.js', code)
  await project.write('src/style.css', 'p { background: url("./img/shoe.jpg?matting&as=metadata") }')
  const { engine } = createCountingEngine()
  const { errors } = await build(project, { options: { engine }, config })
  const told = errors.filter((message) => message.includes('Directive `as`'))
  expect(told.length).toBeGreaterThan(0)
  expect(told[0]).toContain('received `as=metadata`, expected `as=url`')
  expect(told[0]).toContain('import:   ./img/shoe.jpg?matting&as=metadata')
  expect(told[0]).toMatch(/importer: src\/(?:index\.js|style\.css)/)
  expect(told[0]).toContain('fix:      Leave `as=metadata` out')
})
