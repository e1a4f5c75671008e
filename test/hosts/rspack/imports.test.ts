import { join } from 'node:path'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import sharp from 'sharp'
import { CssExtractRspackPlugin, type MultiStats, rspack } from '@rspack/core'
import { afterEach, expect, test } from 'vitest'
import {
  createCountingEngine,
  createProject,
  createServedEngine,
  isCutOut,
  makePhoto,
  type Project,
  readOutput,
} from '../support.ts'
import { build, configure, listPictures, require, NATIVE_CSS } from './support.ts'

const SHOE_RE = /^shoe-[\da-f]{8}\.png$/

let project: Project

afterEach(() => project.remove())

async function start(files: Record<string, string>): Promise<void> {
  project = await createProject({ 'package.json': '{}', ...files })
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
}

test('a static import gives the URL of the cut-out', async () => {
  await start({ 'src/index.js': `export { default as shoe } from './shoe.jpg?matting&padding=20x10'` })
  const { engine, calls } = createCountingEngine()
  const { files, errors, log, run } = await build(project, { options: { engine } })
  expect(errors).toEqual([])
  const [name = ''] = listPictures(files)
  expect(name).toMatch(SHOE_RE)
  expect({ ...run() }).toEqual({ shoe: `/assets/${name}` })
  const bytes = files.get(name)!
  expect(await isCutOut(bytes)).toBe(true)
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 24 + 40, height: 16 + 20 })
  expect(calls).toEqual([{ name: 'shoe.jpg', layout: { center: false, padding: { dx: 20, dy: 10 } } }])
  expect(log.filter((line) => line.includes('1 image'))).toEqual([
    expect.stringMatching(/\[unplugin-matting\] 1 image · 1 cut by counting in [\d.]+ s$/),
  ])
})

test('require, new URL, dynamic import and an expression give the same file, cut once', async () => {
  await start({
    'src/index.js': `
      export const required = require('./shoe.jpg?matting')
      export const url = new URL('./shoe.jpg?matting', import.meta.url).href
      export const lazy = import(/* webpackMode: "eager" */ './shoe.jpg?matting')
      export const named = (name) => import(/* webpackMode: "eager" */ \`./\${name}.jpg?matting\`)
    `,
  })
  const { engine, calls } = createCountingEngine()
  const { files, errors, run } = await build(project, { options: { engine } })
  expect(errors).toEqual([])
  const [name = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  expect(name).toMatch(SHOE_RE)
  const { required, url, lazy, named } = run() as {
    required: string
    url: string
    lazy: Promise<{ default: string }>
    named: (name: string) => Promise<{ default: string }>
  }
  expect(required).toBe(`/assets/${name}`)
  expect(url).toBe(`https://shop.example/assets/${name}`)
  expect((await lazy).default).toBe(required)
  expect((await named('shoe')).default).toBe(required)
  expect(calls).toHaveLength(1)
})

test('aliases and packages are resolved', async () => {
  await start({
    'src/index.js': `
      export { default as aliased } from '@photos/shoe.jpg?matting'
      export { default as packed } from 'photos/img/hat.jpg?matting'
    `,
    'node_modules/photos/package.json': '{ "name": "photos", "exports": { "./img/*": "./pictures/*" } }',
  })
  await makePhoto(join(project.dir, 'node_modules/photos/pictures/hat.jpg'), { seed: 2 })
  const { engine } = createCountingEngine()
  const config = { resolve: { alias: { '@photos': join(project.dir, 'src') } } }
  const { files, errors, run } = await build(project, { options: { engine }, config })
  expect(errors).toEqual([])
  const [hat, shoe] = listPictures(files)
  expect(hat).toMatch(/^hat-/)
  expect({ ...run() }).toEqual({ aliased: `/assets/${shoe}`, packed: `/assets/${hat}` })
})

test('an alias to nothing stays nothing', async () => {
  await start({ 'src/index.js': `import * as shoe from './shoe.jpg?matting'; export const keys = Object.keys(shoe)` })
  const { engine, calls } = createCountingEngine()
  const alias = { [join(project.dir, 'src/shoe.jpg')]: false as const }
  const { files, errors } = await build(project, { options: { engine }, config: { resolve: { alias } } })
  expect(errors).toEqual([])
  expect(listPictures(files)).toEqual([])
  expect(calls).toEqual([])
})

test('an import without the marker, or with inline loaders, is left alone', async () => {
  await start({
    'src/index.js': `
      export { default as plain } from './shoe.jpg?mattings'
      export { default as loaded } from '!!${join(import.meta.dirname, 'length-loader.cjs')}!./shoe.jpg?matting'
    `,
  })
  const { engine, calls } = createCountingEngine()
  const config = { module: { rules: [{ test: /\.jpg$/, type: 'asset/resource' }] } }
  const { files, errors, run } = await build(project, { options: { engine }, config })
  expect(errors).toEqual([])
  expect(calls).toEqual([])
  expect(run()['loaded']).toBeGreaterThan(100)
  expect([...files.keys()].filter((name) => name.includes('.png'))).toEqual([])
})

test.each([
  ['ä b (1).jpg', /^ä b \(1\)-[\da-f]{8}\.png$/],
  ['鞋子.jpg', /^鞋子-[\da-f]{8}\.png$/],
  ['100%.jpg', /^100%-[\da-f]{8}\.png$/],
  ['UPPER.JPG', /^UPPER-[\da-f]{8}\.png$/],
  ['c#/shoe.v2.jpg', /^shoe\.v2-[\da-f]{8}\.png$/],
  // Rspack can't emit a `#`.
  ['no#1.jpg', /^no_1-[\da-f]{8}\.png$/],
])('a photo called %s', async (name, expected) => {
  await start({ 'src/index.js': `export { default as url } from './${name}?matting'` })
  await makePhoto(join(project.dir, 'src', name))
  const { engine } = createCountingEngine()
  const { files, errors, run } = await build(project, { options: { engine } })
  expect(errors).toEqual([])
  const [picture = ''] = listPictures(files)
  expect(picture).toMatch(expected)
  expect(run()['url']).toBe(`/assets/${picture}`)
  expect(await isCutOut(files.get(picture)!)).toBe(true)
})

const CSS = `.hero { background: url("./my%20shoe.jpg?matting&padding=5") } .card { background: url(./shoe.jpg?matting) }`

async function startStyles(): Promise<void> {
  await start({ 'src/index.js': `import './style.css'`, 'src/style.css': CSS })
  await makePhoto(join(project.dir, 'src/my shoe.jpg'), { seed: 3 })
}

test('css-loader with CssExtractRspackPlugin', async () => {
  await startStyles()
  const { engine } = createCountingEngine()
  const use = [CssExtractRspackPlugin.loader, require.resolve('css-loader')]
  const config = { module: { rules: [{ test: /\.css$/, use }] }, plugins: [new CssExtractRspackPlugin()] }
  const { files, errors } = await build(project, { options: { engine }, config })
  expect(errors).toEqual([])
  const [mine = '', shoe = ''] = listPictures(files)
  expect(mine).toMatch(/^my shoe-[\da-f]{8}\.png$/)
  const css = files.get('main.css')?.toString()
  expect(decodeURI(css ?? '')).toContain(`/assets/${mine}`)
  expect(css).toContain(`/assets/${shoe}`)
  expect(css).not.toContain('matting')
})

test("Rspack's own CSS", async () => {
  await startStyles()
  const { engine } = createCountingEngine()
  const { files, errors } = await build(project, { options: { engine }, config: NATIVE_CSS })
  expect(errors).toEqual([])
  const [mine = '', shoe = ''] = listPictures(files)
  const css = files.get('main.css')?.toString() ?? ''
  expect(decodeURI(css.replaceAll('\\ ', ' '))).toContain(`/assets/${mine}`)
  expect(css).toContain(`/assets/${shoe}`)
})

test('the child compiler of html-webpack-plugin', async () => {
  await start({
    'src/index.js': '',
    'src/page.ejs': `<!doctype html><title>x</title><img src="<%= require('./shoe.jpg?matting') %>">`,
  })
  const { engine } = createCountingEngine()
  const config = { plugins: [new HtmlWebpackPlugin({ template: './src/page.ejs' })] }
  const { files, errors } = await build(project, { options: { engine }, config })
  expect(errors).toEqual([])
  const [shoe] = listPictures(files)
  expect(shoe).toMatch(SHOE_RE)
  expect(files.get('index.html')?.toString()).toContain(`<img src="/assets/${shoe}">`)
})

test('compilers of one run share the work, and each has its own assets', async () => {
  await start({ 'src/index.js': `export { default as url } from './shoe.jpg?matting'` })
  const { engine, calls } = createCountingEngine()
  const client = configure(project, { options: { engine }, config: { name: 'client' } })
  const emit = { rules: [{ test: /\.png$/, type: 'asset/resource', generator: { emit: false } }] }
  const path = join(project.dir, 'server')
  const server = configure(project, { options: { engine }, config: { name: 'server', module: emit, output: { path } } })
  const compiler = rspack([client, server])
  const stats = await new Promise<MultiStats | undefined>((done) => compiler.run((_error, result) => done(result)))
  await new Promise((done) => compiler.close(done))
  expect(stats?.toJson({ all: false, errors: true }).errors).toEqual([])
  expect(calls).toHaveLength(1)
  const [shoe = ''] = listPictures(await readOutput(join(project.dir, 'dist')))
  expect(shoe).toMatch(SHOE_RE)
  const files = await readOutput(path)
  expect(listPictures(files)).toEqual([])
  expect(files.get('main.js')?.toString()).toContain(shoe)
})

test.each([
  ['cut-outs', 'matting'],
  ['pictures of rules', 'cos=style/x'],
])('%s that wait keep no module from being found, however long', async (_what, query) => {
  await start({
    'src/index.js': `import './other.js'; export { default as url } from './shoe.jpg?${query}'`,
    'src/other.js': `import './hat.jpg?${query}'; import './last.js'`,
    'src/last.js': `import './bag.jpg?${query}'`,
  })
  await makePhoto(join(project.dir, 'src/hat.jpg'), { seed: 2 })
  await makePhoto(join(project.dir, 'src/bag.jpg'), { seed: 3 })
  let begun = 0
  let release = (): void => {}
  const all = new Promise<void>((resolve) => (release = resolve))
  const before = (): Promise<void> => {
    begun++
    if (begun === 3) release()
    return all
  }
  const { engine } = createServedEngine({ before })
  const { errors, files } = await build(project, { options: { engine }, config: {} })
  expect(errors).toEqual([])
  expect(listPictures(files)).toHaveLength(3)
})
