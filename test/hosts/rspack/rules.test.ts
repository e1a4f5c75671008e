import { join } from 'node:path'
import type { Configuration, RuleSetRule } from '@rspack/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'
import { build } from './support.ts'

const HASH = '[\\da-f]{8}'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `export { default as url } from './img/shoe.jpg?matting'`,
    'src/ref.js': `export const url = new URL('./img/shoe.jpg?matting', import.meta.url).href`,
  })
  await makePhoto(join(project.dir, 'src/img/shoe.jpg'))
})

afterEach(() => project.remove())

async function buildWith(config: Configuration): Promise<{ names: string[]; url: string; picture: Buffer }> {
  const { engine } = createCountingEngine()
  const { files, errors, warnings, run } = await build(project, { options: { engine }, config })
  expect([...errors, ...warnings]).toEqual([])
  const names = [...files.keys()].filter((name) => !name.startsWith('main.js'))
  return { names, url: String(run()['url']), picture: files.get(names[0] ?? '') ?? Buffer.alloc(0) }
}

const withRules = (...rules: RuleSetRule[]): Configuration => ({ module: { rules } })
const PNG_RE = /\.png$/
const PICTURE_RE = /\.(?:png|jpe?g|webp)$/
const STRING_LOADER = join(import.meta.dirname, 'file-loader/index.cjs')
const APPENDING_LOADER = join(import.meta.dirname, 'appending-loader.cjs')

const FILES: [string, Configuration, string][] = [
  ['no rule', {}, `shoe-${HASH}\\.png`],
  ['asset/resource', withRules({ test: PICTURE_RE, type: 'asset/resource' }), `shoe-${HASH}\\.png`],
  ['a rule for JPEG only', withRules({ test: /\.jpe?g$/, type: 'asset/source' }), `shoe-${HASH}\\.png`],
  [
    'generator.filename',
    withRules({ test: PNG_RE, type: 'asset/resource', generator: { filename: 'i/[path][name].[hash:6][ext][query]' } }),
    'i/src/img/shoe\\.[\\da-f]{6}\\.png',
  ],
  [
    'generator.filename as a function',
    withRules({ test: PNG_RE, type: 'asset/resource', generator: { filename: () => 'f/[name]-x[ext]' } }),
    'f/shoe-x\\.png',
  ],
  [
    'oneOf',
    withRules({ oneOf: [{ test: PNG_RE, type: 'asset/resource', generator: { filename: 'one/[name][ext]' } }] }),
    'one/shoe\\.png',
  ],
  [
    'an inline limit it is above',
    withRules({ test: PNG_RE, type: 'asset', parser: { dataUrlCondition: { maxSize: 10 } } }),
    `shoe-${HASH}\\.png`,
  ],
  [
    'output.assetModuleFilename',
    { output: { assetModuleFilename: 'a/[name].[hash:5][ext][query]' } },
    'a/shoe\\.[\\da-f]{5}\\.png',
  ],
  [
    'output.assetModuleFilename as a function',
    { output: { assetModuleFilename: () => 'b/[hash:9][ext]' } },
    'b/[\\da-f]{9}\\.png',
  ],
  ['module.generator.asset', { module: { generator: { asset: { filename: 'g/[name][ext]' } } } }, 'g/shoe\\.png'],
  [
    "module.generator['asset/resource']",
    { module: { generator: { 'asset/resource': { filename: 'r/[name][ext]' } } } },
    'r/shoe\\.png',
  ],
]

test.each(FILES)('a file with %s', async (_what, config, expected) => {
  const { names, url, picture } = await buildWith(config)
  expect(names).toEqual([expect.stringMatching(new RegExp(`^${expected}$`))])
  expect(url).toBe(`/assets/${names[0]}`)
  expect(await isCutOut(picture)).toBe(true)
})

test.each(FILES)('new URL() with %s', async (_what, config, expected) => {
  const { names, url, picture } = await buildWith({ ...config, entry: './src/ref.js' })
  expect(names).toEqual([expect.stringMatching(new RegExp(`^${expected}$`))])
  expect(url).toBe(`https://shop.example/assets/${names[0]}`)
  expect(await isCutOut(picture)).toBe(true)
})

const INLINE_RULE: RuleSetRule = { test: PNG_RE, type: 'asset/inline' }
const LIMIT_RULE: RuleSetRule = { test: PNG_RE, type: 'asset', parser: { dataUrlCondition: { maxSize: 1e6 } } }

test.each([
  ['asset/inline', withRules(INLINE_RULE)],
  ['asset below its limit', withRules(LIMIT_RULE)],
  [
    'asset/inline and a general file name',
    { ...withRules(INLINE_RULE), output: { assetModuleFilename: '[name][ext]' } },
  ],
])('a data URI with %s', async (_what, config) => {
  const { names, url } = await buildWith(config)
  expect(names).toEqual([])
  expect(url).toMatch(/^data:image\/png;base64,/)
  expect(await isCutOut(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'))).toBe(true)
})

test.each([
  ['no rule', {}],
  ['asset/resource', withRules({ test: PNG_RE, type: 'asset/resource', generator: { filename: '[name][ext]' } })],
  ['a general file name', { module: { generator: { asset: { filename: 'g/[name][ext]' } } } }],
])('?inline is a data URI with %s', async (_what, config) => {
  await project.write('src/index.js', `export { default as url } from './img/shoe.jpg?inline&matting'`)
  const { names, url } = await buildWith(config)
  expect(names).toEqual([])
  expect(url).toMatch(/^data:image\/png;base64,/)
})

test.each([
  ['no-inline', LIMIT_RULE],
  ['url', LIMIT_RULE],
  ['url', INLINE_RULE],
])('?%s is a file whatever the rule says', async (key, rule) => {
  await project.write('src/index.js', `export { default as url } from './img/shoe.jpg?matting&${key}'`)
  const { names, url } = await buildWith(withRules(rule))
  expect(names).toEqual([expect.stringMatching(/^shoe-[\da-f]{8}\.png$/)])
  expect(url).toBe(`/assets/${names[0]}`)
})

test('loaders of a rule that makes assets run on the cut-out', async () => {
  const { picture } = await buildWith(withRules({ test: PNG_RE, type: 'asset/resource', use: APPENDING_LOADER }))
  expect(await isCutOut(picture)).toBe(true)
  expect(picture.subarray(-8).toString()).toBe('appended')
})

test.each([
  ['auto', 'https://shop.example/js/'],
  ['/sub/', '/sub/'],
  ['https://cdn.example/x/', 'https://cdn.example/x/'],
])('output.publicPath %s', async (publicPath, expected) => {
  const { names, url } = await buildWith({ target: 'web', output: { publicPath } })
  expect(url).toBe(`${expected}${names[0]}`)
})

test('a source map and development mode change nothing', async () => {
  const { names, url } = await buildWith({ mode: 'development', devtool: 'source-map' })
  expect(url).toBe(`/assets/${names[0]}`)
})

test('modules are told by the photo, not by how they were made', async () => {
  const { engine } = createCountingEngine()
  const { stats } = await build(project, { options: { engine }, config: { mode: 'development' } })
  const names = stats.toJson({ all: false, modules: true, nestedModules: true }).modules?.map(({ name }) => name)
  expect(names).toContain('./src/img/shoe.png#matting-picture:shoe.jpg?matting')
})

test('a loader that emits pictures as a module does so with the type of a module, and is refused without', async () => {
  const rule = { test: PICTURE_RE, use: STRING_LOADER }
  const old = await buildWith(withRules({ ...rule, type: 'javascript/auto' }))
  expect(old.names).toEqual(['emitted.bin'])
  const { engine } = createCountingEngine()
  const { errors } = await build(project, { options: { engine }, config: withRules(rule) })
  expect(errors.join('\n')).toContain("Give the rule the type 'asset/resource' and no loader")
})
