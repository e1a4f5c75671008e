import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'
import { build, closeCompiler, configure, createCompiler, listPictures, runCompiler } from './support.ts'

let project: Project

beforeEach(async () => {
  project = await createProject({ 'package.json': '{}' })
  await makePhoto(join(project.dir, 'src/shoe.jpg'))
})

afterEach(() => project.remove())

async function fail(specifier: string): Promise<string> {
  await project.write('src/index.js', `export { default as url } from '${specifier}'`)
  const { errors, files, stats } = await build(project, { options: { engine: createCountingEngine().engine } })
  expect([...files.keys()]).toEqual([])
  expect(errors).toHaveLength(1)
  expect(stats.toString().match(/\[unplugin-matting\]/g)).toHaveLength(1)
  return errors[0] ?? ''
}

test('an unknown directive names import, importer and the nearest known one', async () => {
  const message = await fail('./shoe.jpg?matting&paddding=20')
  expect(message).toContain('Module build failed')
  expect(message).toContain('[unplugin-matting] Directive `paddding`: received `paddding=20`')
  expect(message).toContain('import:   ./shoe.jpg?matting&paddding=20')
  expect(message).toContain('importer: src/index.js')
  expect(message).toContain('Write `padding`.')
  expect(message).not.toMatch(/^\s+at /m)
})

test.each(['padding=1001', 'padding=-1', 'center=maybe', 'cos=x'])('a query with %s', async (directive) => {
  expect(await fail(`./shoe.jpg?matting&${directive}`)).toContain(`received \`${directive}\``)
})

test('a missing photo names import, importer and fix', async () => {
  const message = await fail('./sheo.jpg?matting')
  expect(message).toContain('src/sheo.jpg does not exist.')
  expect(message).toContain('import:   ./sheo.jpg?matting')
  expect(message).toContain('importer: src/index.js')
  expect(message).toContain('fix:      Correct the path of the import; upper and lower case count.')
})

test.each(['no-package/shoe.jpg', '@/shoe.jpg', '#photos/shoe.jpg'])('a missing photo %s', async (path) => {
  const message = await fail(`${path}?matting`)
  expect(message).toContain(`The photo "${path}" was not found.`)
  expect(message).toContain(`import:   ${path}?matting`)
})

test('a folder whose name is taken for a loader elsewhere is a folder', async () => {
  await makePhoto(join(project.dir, 'src/wow!/shoe.jpg'))
  await project.write('src/index.js', `export { default as url } from '@/shoe.jpg?matting'`)
  const config = { resolve: { alias: { '@': join(project.dir, 'src/wow!') } } }
  const { errors, files } = await build(project, { options: { engine: createCountingEngine().engine }, config })
  expect(errors).toEqual([])
  expect(listPictures(files)).toHaveLength(1)
})

test('an unknown directive on a missing photo tells of the directive', async () => {
  expect(await fail('./sheo.jpg?matting&paddding=20')).toContain('Directive `paddding`')
})

async function truncate(): Promise<Uint8Array> {
  const file = join(project.dir, 'whole.jpg')
  await makePhoto(file, { width: 400, height: 300 })
  const photo = await readFile(file)
  return photo.subarray(0, photo.length * 0.7)
}

test.each([
  ['a text file', async () => 'no picture', 'it begins with the text "no picture"'],
  ['an empty file', async () => '', 'is empty (0 bytes)'],
  ['a truncated photo', truncate, 'is damaged'],
])('%s fails once, whoever imports it', async (_what, make, expected) => {
  await project.write('src/bad.jpg', await make())
  await project.write('src/other.js', `import './bad.jpg?matting'`)
  await project.write('src/index.js', `import './other.js'; export { default as url } from './bad.jpg?matting'`)
  const { errors, files } = await build(project, { options: { engine: createCountingEngine().engine } })
  expect(errors).toEqual([expect.stringContaining(expected)])
  expect(errors[0]).toMatch(/import: {3}\.\/bad\.jpg\?matting[^\w]+importer: src\/(?:index|other)\.js/)
  expect([...files.keys()]).toEqual([])
})

test('one bad photo does not keep the others from being made', async () => {
  await project.write('src/bad.jpg', '')
  await project.write('src/index.js', `import './bad.jpg?matting'; export { default as url } from './shoe.jpg?matting'`)
  const { engine } = createCountingEngine()
  const config = { optimization: { emitOnErrors: true } }
  const { errors, files } = await build(project, { options: { engine }, config })
  expect(errors).toHaveLength(1)
  const shoe = listPictures(files).find((name) => name.startsWith('shoe-')) ?? ''
  expect(await isCutOut(files.get(shoe)!)).toBe(true)
})

test('a wrong option fails the run once, before any module', async () => {
  await project.write('src/index.js', `import './shoe.jpg?matting'`)
  const compiler = createCompiler(configure(project, { options: { concurrency: 0 } }))
  await expect(runCompiler(compiler)).rejects.toMatchObject({ name: 'MattingError', code: 'INVALID_OPTION' })
  await closeCompiler(compiler)
})

test('a doubtful cut-out is a warning of the build, told once', async () => {
  await project.write('src/index.js', `export { default as url } from './shoe.jpg?matting'`)
  const { engine } = createCountingEngine()
  const doubtful: Options['engine'] = {
    ...engine,
    cut: async (...all) => ({ ...(await engine.cut(...all)), confidence: 0.2 }),
  }
  const { errors, warnings, log, files } = await build(project, { options: { engine: doubtful } })
  expect(errors).toEqual([])
  expect(warnings).toEqual([
    expect.stringMatching(/\[unplugin-matting\] \.\/shoe\.jpg\?matting in src\/index\.js: the outline is doubtful/),
  ])
  expect(log.join('\n')).not.toContain('doubtful')
  expect(listPictures(files)).toHaveLength(1)
})
