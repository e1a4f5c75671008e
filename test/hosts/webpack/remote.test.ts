import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import type { Configuration } from 'webpack'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createCountingEngine,
  createProject,
  createServedEngine,
  isCutOut,
  makePhoto,
  type Project,
} from '../support.ts'
import { build, type BuildSetting, type Built, listPictures, require } from './support.ts'

const SHOE_RE = /^my-shoe-[\da-f]{8}\.png$/

let project: Project
/** Address of the photo, without query. */
let photo: string
/** URLs that were asked for. */
let requests: string[]
let stop: () => Promise<unknown>

beforeEach(async () => {
  project = await createProject({ 'package.json': '{}' })
  await makePhoto(join(project.dir, 'served.jpg'))
  const bytes = await readFile(join(project.dir, 'served.jpg'))
  requests = []
  const server = createServer(({ url = '' }, response) => {
    requests.push(url)
    if (url.startsWith('/img/my%20shoe.jpg')) response.end(bytes)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  photo = `http://127.0.0.1:${(server.address() as AddressInfo).port}/img/my%20shoe.jpg`
  stop = () => new Promise((stopped) => server.close(stopped).closeAllConnections())
})

afterEach(async () => {
  await stop()
  await project.remove()
})

async function buildWith({ config, options }: BuildSetting = {}): Promise<Built> {
  const { engine } = createCountingEngine()
  const built = await build(project, { options: { engine, ...options }, config: { target: 'web', ...config } })
  expect([...built.errors, ...built.warnings]).toEqual([])
  return built
}

const ESM: Configuration = {
  experiments: { outputModule: true },
  output: { module: true, library: { type: 'module' }, filename: 'main.js' },
}

test.each<[string, Configuration]>([
  ['nothing said', {}],
  ['target node', { target: 'node' }],
  ['experiments.buildHttp', { experiments: { buildHttp: [/^http:/] } }],
  ['experiments.buildHttp that allows nothing', { experiments: { buildHttp: ['https://other.example/'] } }],
  ['externals for addresses', { externals: [/^https?:/] }],
])('import, require, new URL, import() and a page, with %s', async (_what, config) => {
  await project.write('src/page.ejs', `<!doctype html><title>x</title><img src="<%= require('${photo}?matting') %>">`)
  await project.write(
    'src/index.js',
    `import url from '${photo}?matting'
    export { url }
    export const required = require('${photo}?matting')
    export const made = new URL('${photo}?matting', import.meta.url).href
    export const lazy = import(/* webpackMode: "eager" */ '${photo}?matting')`,
  )
  const { files, run } = await buildWith({
    config: { ...config, plugins: [new HtmlWebpackPlugin({ template: './src/page.ejs' })] },
  })
  const [shoe = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  expect(shoe).toMatch(SHOE_RE)
  expect(await isCutOut(files.get(shoe)!)).toBe(true)
  const { url, required, made, lazy } = run() as Record<string, string> & { lazy: Promise<{ default: string }> }
  expect([url, required, (await lazy).default]).toEqual(Array(3).fill(`/assets/${shoe}`))
  expect(made).toMatch(new RegExp(`/assets/${shoe}$`))
  expect(files.get('index.html')?.toString()).toContain(`<img src="/assets/${shoe}">`)
  expect(requests).toHaveLength(1)
})

test('a bundle of ES modules', async () => {
  await project.write(
    'src/index.js',
    `export { default as url } from '${photo}?matting'; export const made = new URL('${photo}?matting&padding=2', import.meta.url)`,
  )
  const { files } = await buildWith({ config: ESM })
  expect(listPictures(files)).toHaveLength(2)
  const code = files.get('main.js')?.toString() ?? ''
  for (const name of listPictures(files)) expect(code).toContain(name)
  expect(code).not.toMatch(/(?:import|from)\s*\(?["']http/)
})

const withCssLoader = (options: object): Configuration => ({
  module: {
    rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, { loader: require.resolve('css-loader'), options }] }],
  },
  plugins: [new MiniCssExtractPlugin()],
})

test.each<[string, Configuration]>([
  ['css-loader', withCssLoader({})],
  ['css-loader that counts loaders', withCssLoader({ importLoaders: 1 })],
  ['css-loader with experiments.buildHttp', { ...withCssLoader({}), experiments: { buildHttp: [/^http:/] } }],
  ["webpack's own CSS", { experiments: { css: true } }],
])('style sheets, %s; other addresses are left alone', async (_what, config) => {
  await project.write('src/index.js', `import './style.css'`)
  await project.write(
    'src/style.css',
    `@import './more.css';
    p { background: url("${photo}?matting&padding=3") } q { background: url(https://other.example/a.png) }`,
  )
  await project.write(
    'src/more.css',
    `b { background: url(${photo}?matting&padding=3) } i { background: image-set('${photo}?v=1&matting' 1x) }`,
  )
  const buildHttp = config.experiments?.buildHttp
  if (buildHttp)
    await project.write('src/style.css', `@import './more.css'; p { background: url("${photo}?matting&padding=3") }`)
  const { files } = await buildWith({ config })
  const [one = '', two = '', ...others] = listPictures(files)
  expect(others).toEqual([])
  const css = files.get('main.css')?.toString() ?? ''
  expect([css.split(one).length, css.split(two).length].sort()).toEqual([2, 3])
  expect(css).not.toMatch(/matting|127\.0\.0\.1/)
  expect(css.includes('url(https://other.example/a.png)')).toBe(!buildHttp)
})

test('css-loader without ES modules takes addresses with experiments.buildHttp only, and says so', async () => {
  await project.write('src/index.js', `import './style.css'`)
  await project.write('src/style.css', `p { background: url(${photo}?matting) }`)
  const config = withCssLoader({ esModule: false })
  const { errors } = await build(project, { options: { engine: createCountingEngine().engine }, config })
  expect(errors.join('\n')).toContain('css-loader with `esModule: false` leaves remote photos alone')
  expect(errors.join('\n')).toContain(`import:   ${photo}?matting`)
  const { files } = await buildWith({ config: { ...config, experiments: { buildHttp: [/^http:/] } } })
  expect(listPictures(files)).toEqual([expect.stringMatching(SHOE_RE)])
})

test('css-loader that leaves URLs alone is left alone, and that is told', async () => {
  await project.write('src/index.js', `import './style.css'`)
  await project.write('src/style.css', `p { background: url(${photo}?matting) }`)
  const setting = { options: { engine: createCountingEngine().engine }, config: withCssLoader({ url: false }) }
  const { errors, warnings, files } = await build(project, setting)
  expect(errors).toEqual([])
  expect(files.get('main.css')?.toString()).toContain(`url(${photo}?matting)`)
  expect(warnings).toEqual([expect.stringContaining('still names the original photo')])
})

test("the project's own rules apply", async () => {
  await project.write('src/index.js', `export { default as url } from '${photo}?matting'`)
  const generator = { filename: 'i/[path][name].[hash:6][ext][query]' }
  const config = { module: { rules: [{ test: /\.png$/, type: 'asset/resource', generator }] } }
  expect((await buildWith({ config })).run()['url']).toMatch(/^\/assets\/i\/my-shoe\.[\da-f]{6}\.png$/)
})

test('an address with a query of its own, a `!` and other text that means much to webpack', async () => {
  const address = `${photo}!w300|x@2?sign=a!b&x=%21`
  await project.write('src/index.js', `export { default as url } from '${address}&matting&inline'`)
  expect((await buildWith()).run()['url']).toMatch(/^data:image\/png;base64,/)
  expect(requests).toEqual([new URL(address).href.slice(new URL(address).origin.length)])
})

test('metadata; a rule', async () => {
  await project.write(
    'src/index.js',
    `export { default as shoe } from '${photo}?matting&as=metadata'; export { default as hero } from '${photo}?cos=style/x!y'`,
  )
  const { run } = await buildWith({ options: { engine: createServedEngine().engine } })
  expect(run()).toMatchObject({
    shoe: { src: expect.stringMatching(/^\/assets\/my-shoe-.*\.png$/), width: 20 },
    hero: expect.stringMatching(/^\/assets\/my-shoe-.*\.webp$/),
  })
})

test.each([[{}], [{ buildHttp: [/^http:/] }]])(
  'a second build asks for nothing, whichever cache is left: %o',
  async (experiments) => {
    await project.write('src/index.js', `export { default as url } from '${photo}?matting'`)
    const folder = join(project.dir, 'node_modules/.cache/webpack')
    const config: Configuration = { cache: { type: 'filesystem', cacheDirectory: folder }, experiments }
    const first = await buildWith({ config })
    await rm(join(project.dir, 'node_modules/.cache/unplugin-matting'), { recursive: true })
    expect((await buildWith({ config })).files).toEqual(first.files)
    expect(requests).toHaveLength(1)
    expect(listPictures((await buildWith({ config, options: { defaults: 'padding=2' } })).files)).not.toEqual(
      listPictures(first.files),
    )
    expect(requests).toHaveLength(2)
    await rm(folder, { recursive: true })
    await buildWith({ config, options: { defaults: 'padding=2' } })
    expect(requests).toHaveLength(2)
  },
)

test.each([
  ['an address without a photo', () => photo.replace('shoe', 'hat'), 'the server answered 404'],
  ['an address that is none', () => 'https://', 'can’t be downloaded'],
])('%s is an error that names the import', async (_what, address, expected) => {
  const specifier = `${address()}?matting`
  await project.write('src/index.js', `export { default as url } from '${specifier}'`)
  const { engine } = createCountingEngine()
  const { errors } = await build(project, { options: { engine } })
  expect(errors).toHaveLength(1)
  expect(errors[0]?.replace("can't", 'can’t')).toContain(expected)
  expect(errors[0]).toContain(`import:   ${specifier}\n  importer: src/index.js`)
})
