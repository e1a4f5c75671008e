import { join } from 'node:path'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import type { Configuration } from 'webpack'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCountingEngine, createProject, makePhoto, type Project } from '../support.ts'
import { build, require } from './support.ts'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `export { default as url } from './shoe.jpg?matting'`,
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
})

afterEach(() => project.remove())

const COPY = 'a-loader!'
const LEFT_ALONE = { loader: require.resolve('css-loader'), options: { url: false } }

test.each<[string, string, Configuration, string]>([
  [
    'a style sheet of css-loader with `url: false`',
    `import './style.css'`,
    {
      module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, LEFT_ALONE] }] },
      plugins: [new MiniCssExtractPlugin()],
    },
    'main.css: ./shoe.jpg?matting',
  ],
  [
    'new URL() with `parser.url: false`',
    `export const url = new URL('./shoe.jpg?matting', import.meta.url).href`,
    { module: { parser: { javascript: { url: false } } } },
    'main.js: ./shoe.jpg?matting',
  ],
  [
    'a page',
    '',
    { plugins: [new HtmlWebpackPlugin({ templateContent: '<img src="./shoe.jpg?matting">' })] },
    'index.html: ./shoe.jpg?matting',
  ],
  [
    'a photo that a loader of the import itself emits',
    `export { default as url } from '!${COPY}./shoe.jpg?matting'`,
    { module: { rules: [{ test: /\.jpg$/, type: 'asset/resource' }] } },
    'src/shoe.jpg?matting',
  ],
])('%s that still names the original photo is told, with a fix', async (_what, code, config, place) => {
  await project.write(
    'node_modules/a-loader/index.js',
    'module.exports = (source) => source; module.exports.raw = true',
  )
  await project.write('src/index.js', code)
  await project.write('src/style.css', 'p { background: url(./shoe.jpg?matting) }')
  const { errors, warnings } = await build(project, { options: { engine: createCountingEngine().engine }, config })
  expect(errors).toEqual([])
  expect(warnings).toEqual([expect.stringContaining(`${place} still names the original photo`)])
  expect(warnings[0]).toContain('fix: Import the photo in JS')
})

test.each<Configuration>([{}, { mode: 'development', devtool: 'eval' }, { devtool: 'source-map' }])(
  'nothing is told of a build without any: %o',
  async (config) => {
    const { engine } = createCountingEngine()
    const { errors, warnings } = await build(project, { options: { engine }, config })
    expect([...errors, ...warnings]).toEqual([])
  },
)
