import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CssExtractRspackPlugin, type Configuration } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProject, createServedEngine, makePhoto, type Project } from '../support.ts'
import { build, type Built, listPictures, require, persistent, NATIVE_CSS } from './support.ts'

const CDN = 'https://cdn.example/p'
const ADDRESS_RE = /^https:\/\/cdn\.example\/p\/out\/[\w%-]+-made$/

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `export { default as url } from './shoe.jpg?matting'`,
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
})

afterEach(() => project.remove())

async function buildWith(config: Configuration = {}, publicUrl = CDN): Promise<Built & { runs: number }> {
  const { engine, runs } = createServedEngine({ publicUrl })
  const built = await build(project, { options: { engine, cos: { publicUrl } }, config })
  expect([...built.errors, ...built.warnings]).toEqual([])
  return { ...built, runs: runs.length }
}

const PNG_RE = /\.png$/
const withPng = (rule: object): Configuration => ({ module: { rules: [{ test: PNG_RE, ...rule }] } })

test.each<[string, Configuration]>([
  ['nothing said', {}],
  ["publicPath 'auto'", { target: 'web', output: { publicPath: 'auto' } }],
  [
    'a rule for pictures',
    withPng({ type: 'asset/resource', generator: { filename: 'i/[name][ext]', publicPath: '/x/' } }),
  ],
  ['an inline limit', withPng({ type: 'asset' })],
  [
    'names and paths for all assets',
    { output: { assetModuleFilename: 'a/[name][ext]' }, module: { generator: { asset: { outputPath: 'o/' } } } },
  ],
  ['development', { mode: 'development', devtool: 'source-map' }],
])(
  'import, require, import(), new URL and metadata give the address, nothing is emitted: %s',
  async (_what, config) => {
    await project.write(
      'src/index.js',
      `export { default as url } from './shoe.jpg?matting'
    export const required = require('./shoe.jpg?matting')
    export const made = new URL('./shoe.jpg?matting', import.meta.url).href
    export const lazy = import(/* webpackMode: "eager" */ './shoe.jpg?matting')
    export { default as shoe } from './shoe.jpg?matting&as=metadata'`,
    )
    const { files, run, runs } = await buildWith(config)
    expect(listPictures(files)).toEqual([])
    const { url, required, made, lazy, shoe } = run() as Record<string, string> & { lazy: Promise<{ default: string }> }
    expect(url).toMatch(ADDRESS_RE)
    expect([required, made, (await lazy).default]).toEqual([url, url, url])
    expect(shoe).toMatchObject({ src: url, width: 24, format: 'png' })
    expect(runs).toBe(1)
  },
)

test('new URL in a bundle of ES modules', async () => {
  await project.write('src/index.js', `export const made = new URL('./shoe.jpg?matting', import.meta.url)`)
  const output = { module: true, library: { type: 'module' }, filename: 'main.js', publicPath: 'auto' }
  const { files } = await buildWith({ output })
  expect([...files.keys()]).toEqual(['main.js'])
  expect(files.get('main.js')?.toString()).toContain(`"${CDN}/out/`)
})

const css = (loader: string): Configuration => ({
  module: { rules: [{ test: /\.css$/, use: [loader, require.resolve('css-loader')] }] },
  plugins: [new CssExtractRspackPlugin()],
})

test.each<[string, string, Configuration]>([
  ['css-loader with CssExtractRspackPlugin', 'main.css', css(CssExtractRspackPlugin.loader)],
  ['css-loader in JavaScript', 'main.js', css(join(import.meta.dirname, 'style-loader.cjs'))],
  ["Rspack's own CSS", 'main.css', NATIVE_CSS],
])('style sheets: %s', async (_what, file, config) => {
  await project.write('src/index.js', `export { default as css } from './style.css'`)
  await project.write('src/style.css', `p { background: url(./shoe.jpg?matting) }`)
  if (file === 'main.css') await project.write('src/index.js', `import './style.css'`)
  const { files, run } = await buildWith({ output: { publicPath: 'auto' }, target: 'web', ...config })
  expect(listPictures(files)).toEqual([])
  const text = file === 'main.css' ? files.get(file)?.toString() : String(run()['css'])
  expect(text).toMatch(/url\("?https:\/\/cdn\.example\/p\/out\/[\w%-]+-made"?\)/)
})

test('?inline is inlined as always', async () => {
  await project.write('src/index.js', `export { default as url } from './shoe.jpg?matting&inline'`)
  expect((await buildWith()).run()['url']).toMatch(/^data:image\/png;base64,/)
})

test('a picture of a rule has an address, too', async () => {
  await project.write('src/index.js', `export { default as url } from './shoe.jpg?cos=style/x'`)
  const { files, run } = await buildWith()
  expect(listPictures(files)).toEqual([])
  expect(run()['url']).toMatch(ADDRESS_RE)
})

test('the hash of a chunk follows the address', async () => {
  const output = { filename: '[name].[contenthash].js' }
  const nameOf = ({ files }: Built): string | undefined => [...files.keys()][0]
  const before = nameOf(await buildWith({ output }))
  expect(nameOf(await buildWith({ output }))).toBe(before)
  const moved = nameOf(await buildWith({ output }, 'https://other.example'))
  expect(moved).not.toBe(before)
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 9 })
  expect([before, moved]).not.toContain(nameOf(await buildWith({ output })))
})

test('with a cache on disk no address is stale', async () => {
  const config: Configuration = {
    cache: persistent(join(project.dir, 'node_modules/.cache/rspack')),
  }
  const urlOf = ({ run, runs, files }: Built & { runs: number }): unknown => {
    expect(listPictures(files)).toEqual([])
    return [run()['url'], runs]
  }
  const [first] = urlOf(await buildWith(config)) as [string]
  expect(urlOf(await buildWith(config))).toEqual([first, 0])
  await rm(join(project.dir, 'node_modules/.cache/unplugin-matting'), { recursive: true })
  // Rspack keeps no module whose content is an address.
  expect(urlOf(await buildWith(config))).toEqual([first, 1])
  const [moved] = urlOf(await buildWith(config, 'https://other.example')) as [string]
  expect(moved).toMatch(/^https:\/\/other\.example\/out\//)
  expect(urlOf(await buildWith(config))).toEqual([first, 0])
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 9 })
  const [edited] = urlOf(await buildWith(config)) as [string]
  expect(edited).not.toBe(first)
  expect(edited).toMatch(ADDRESS_RE)
})
