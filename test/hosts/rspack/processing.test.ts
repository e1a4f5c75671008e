import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import sharp from 'sharp'
import { CssExtractRspackPlugin, type Configuration, type RuleSetRule } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MattingError } from '../../../src/core/errors.ts'
import { createProject, createServedEngine, makePhoto, type Project } from '../support.ts'
import { build, type Built, listPictures, require, persistent, NATIVE_CSS } from './support.ts'

const HERO_RE = /^hero-[\da-f]{8}\.webp$/
const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const ENCODED = encodeURIComponent(RULE).replaceAll('!', '%21')

let project: Project

beforeEach(async () => {
  project = await createProject({ 'package.json': '{}' })
  await makePhoto(join(project.dir, 'src/hero.jpg'))
})

afterEach(() => project.remove())

async function buildWith(cloud: ReturnType<typeof createServedEngine>, config: Configuration = {}): Promise<Built> {
  const built = await build(project, { options: { engine: cloud.engine, rules: { card: RULE } }, config })
  expect([...built.errors, ...built.warnings]).toEqual([])
  return built
}

const styles = (): Configuration => ({
  module: { rules: [{ test: /\.css$/, use: [CssExtractRspackPlugin.loader, require.resolve('css-loader')] }] },
  plugins: [new CssExtractRspackPlugin()],
})

test.each([
  ['a name', 'card', RULE],
  ['percent-encoded', ENCODED, RULE],
  ['as it is', RULE, RULE],
  ['a style', 'style/hero', 'style/hero'],
  ['a rule whose result is of another type', 'imageView2/format/png', 'imageView2/format/png'],
  ['text that means much to webpack', 'style/a<b>@c%25!-!d', 'style/a<b>@c%!-!d'],
])('a rule, %s: the type is that of the bytes', async (_what, written, meant) => {
  await project.write('src/index.js', `export { default as url } from './hero.jpg?cos=${written}'`)
  const cloud = createServedEngine()
  const { files, run } = await buildWith(cloud)
  const [hero = ''] = listPictures(files)
  expect(hero).toMatch(HERO_RE)
  expect(run()['url']).toBe(`/assets/${hero}`)
  expect((await sharp(files.get(hero)).metadata()).format).toBe('webp')
  expect(cloud.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${meant}`]])
})

test('require, new URL, dynamic import and a page give the same file, made once', async () => {
  await project.write(
    'src/page.ejs',
    `<!doctype html><title>x</title><img src="<%= require('./hero.jpg?cos=${RULE}') %>">`,
  )
  await project.write(
    'src/index.js',
    `export const required = require('./hero.jpg?cos=${RULE}')
    export const url = new URL('./hero.jpg?cos=${RULE}', import.meta.url).href
    export const lazy = import(/* webpackMode: "eager" */ './hero.jpg?cos=${ENCODED}')`,
  )
  const cloud = createServedEngine()
  const { files, run } = await buildWith(cloud, { plugins: [new HtmlWebpackPlugin({ template: './src/page.ejs' })] })
  const [hero = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  const { required, url, lazy } = run() as { required: string; url: string; lazy: Promise<{ default: string }> }
  expect([required, url, (await lazy).default]).toEqual([
    `/assets/${hero}`,
    `https://shop.example/assets/${hero}`,
    `/assets/${hero}`,
  ])
  expect(files.get('index.html')?.toString()).toContain(`<img src="/assets/${hero}">`)
  expect(cloud.runs).toHaveLength(1)
})

test.each([
  ['css-loader', styles],
  ["Rspack's own CSS", (): Configuration => NATIVE_CSS],
])('a style sheet, %s', async (_what, config) => {
  await project.write('src/index.js', `import './style.css'`)
  await project.write(
    'src/style.css',
    `@import './more.css'; body { background: url("./hero.jpg?cos=${ENCODED}") } p { background: url('hero.jpg?cos=${RULE}')}`,
  )
  await project.write('src/more.css', `b { background: url(./hero.jpg?cos=${RULE}&no-inline) }`)
  const { files } = await buildWith(createServedEngine(), config())
  const [hero = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  const css = files.get('main.css')?.toString() ?? ''
  expect(css.replaceAll('"', '').split(`url(/assets/${hero})`)).toHaveLength(4)
  expect(css).not.toContain('cos=')
})

const withRule = (rule: RuleSetRule): Configuration => ({ module: { rules: [rule] } })

test.each<[string, Configuration, RegExp]>([
  [
    'a file name',
    withRule({ test: /\.webp$/, type: 'asset/resource', generator: { filename: 'w/[name][ext]' } }),
    /^\/assets\/w\/hero\.webp$/,
  ],
  ['a rule for another type', withRule({ test: /\.png$/, type: 'asset/inline' }), /^\/assets\/hero-.{8}\.webp$/],
  [
    'an inline limit',
    withRule({ test: /\.webp$/, type: 'asset', parser: { dataUrlCondition: { maxSize: 1e6 } } }),
    /^data:image\/webp;base64,/,
  ],
  ['a rule for all', withRule({ test: /\.(?:png|webp)$/, type: 'asset/inline' }), /^data:image\/webp;base64,/],
])("the project's own rules: %s", async (_what, config, expected) => {
  await project.write('src/index.js', `export { default as url } from './hero.jpg?cos=style/hero'`)
  expect((await buildWith(createServedEngine(), config)).run()['url']).toMatch(expected)
})

test.each([
  ['ours', 'node_modules/.cache/unplugin-matting'],
  ["webpack's", 'node_modules/.cache/rspack'],
  ['neither', 'nothing'],
])('a second build makes nothing; of the caches %s is gone', async (_which, folder) => {
  await project.write('src/index.js', `export { default as url } from './hero.jpg?cos=style/hero'`)
  const config: Configuration = {
    cache: persistent(join(project.dir, 'node_modules/.cache/rspack')),
  }
  const cloud = createServedEngine()
  const first = await buildWith(cloud, config)
  await rm(join(project.dir, folder), { recursive: true, force: true })
  const second = await buildWith(cloud, config)
  expect(second.files).toEqual(first.files)
  expect(cloud.runs).toHaveLength(1)
  await makePhoto(join(project.dir, 'src/hero.jpg'), { seed: 4 })
  const third = await buildWith(cloud, config)
  expect(listPictures(third.files)).not.toEqual(listPictures(first.files))
  expect(cloud.runs).toHaveLength(2)
})

test('a rule that fails is told as the failure of its module, once, and works when it works', async () => {
  await project.write('src/index.js', `import './other.js'; export { default as url } from './hero.jpg?cos=style/hero'`)
  await project.write('src/other.js', `import './hero.jpg?cos=style/hero'`)
  const before = (): never => {
    throw new MattingError('COS_REJECTED', 'There is no such style.', { fix: 'Make it.' })
  }
  const { errors } = await build(project, { options: { engine: createServedEngine({ before }).engine } })
  expect(errors).toEqual([
    expect.stringMatching(/Module build failed.*\n.*There is no such style\.\n[^\w]*import: {3}\.\/hero\.jpg/),
  ])
  const { files } = await buildWith(createServedEngine())
  expect(listPictures(files)).toEqual([expect.stringMatching(HERO_RE)])
})

test('requests with loaders of their own are left to them', async () => {
  const loader = join(import.meta.dirname, 'length-loader.cjs')
  await project.write('src/index.js', `export { default as size } from '!!${loader}!./hero.jpg?cos=style/hero'`)
  const cloud = createServedEngine()
  expect((await buildWith(cloud)).run()['size']).toBeGreaterThan(0)
  expect(cloud.runs).toEqual([])
})
