import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProject, isCutOut, makePhoto, type Project, readOutput } from '../support.ts'
import { listPictures, require } from './support.ts'

const run = promisify(execFile)

/** What webpack's command line does with a configuration, except that it may leave the compiler open. */
const DRIVER = `
import { rspack } from ${JSON.stringify(require.resolve('@rspack/core'))}
const [file, end] = process.argv.slice(2)
const { default: config } = await import(file)
const compiler = rspack({ ...config, mode: 'production', context: import.meta.dirname, entry: './index.js' })
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())
  if (end === 'close') compiler.close(() => console.log('closed'))
})
`

const CONFIGS: [string, string, string][] = [
  ['CommonJS', 'rspack.config.cjs', `module.exports = { plugins: [require('unplugin-matting/rspack')()] }`],
  [
    'CommonJS with .default',
    'rspack.config.cjs',
    `const { default: matting } = require('unplugin-matting/rspack'); module.exports = { plugins: [matting({})] }`,
  ],
  [
    'ESM',
    'rspack.config.mjs',
    `import matting from 'unplugin-matting/rspack'; export default { plugins: [matting()] }`,
  ],
]

/** Transparent around a disc. */
const DISC = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16"><circle cx="12" cy="8" r="5"/></svg>'

let project: Project

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'driver.mjs': DRIVER,
    'index.js': `export { default as url } from './shoe.jpg?matting'`,
    'matting.config.mjs': `
      import { readFileSync } from 'node:fs'
      import { defineConfig, defineEngine } from 'unplugin-matting'
      const png = readFileSync(new URL('./cut.png', import.meta.url))
      export default defineConfig({ engine: defineEngine({ name: 'fixed', version: '1', cut: async () => ({ png }) }) })
    `,
  })
  await makePhoto(join(project.dir, 'shoe.jpg'))
  await sharp(Buffer.from(DISC)).toFile(join(project.dir, 'cut.png'))
})

afterEach(() => project.remove())

test.each(CONFIGS)('a configuration in %s', async (_what, file, content) => {
  await project.write(file, content)
  const { stdout } = await run(process.execPath, ['driver.mjs', `./${file}`, 'close'], { cwd: project.dir })
  expect(stdout).toBe('closed\n')
  const files = await readOutput(join(project.dir, 'dist'))
  const [shoe = ''] = listPictures(files)
  expect(shoe).toMatch(/^shoe-[\da-f]{8}\.png$/)
  expect(await isCutOut(files.get(shoe)!)).toBe(true)
})

test('a process whose compiler is never closed ends by itself, with the embedded engine, too', async () => {
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 320, height: 240 })
  const [, file, content] = CONFIGS[2]!
  await project.write(file, content.replace('matting()', "matting({ engine: 'local' })"))
  const driver = ['driver.mjs', `./${file}`, 'leave']
  const { stdout } = await run(process.execPath, driver, { cwd: project.dir, timeout: 50_000 })
  expect(stdout).toBe('')
  expect(listPictures(await readOutput(join(project.dir, 'dist')))).toHaveLength(1)
})

test('an ES module imports the same function that CommonJS requires', async () => {
  await project.write(
    'same.mjs',
    `import { createRequire } from 'node:module'
    import matting from 'unplugin-matting/rspack'
    const required = createRequire(import.meta.url)('unplugin-matting/rspack')
    console.log(typeof matting, required === matting, required.default === matting)`,
  )
  const { stdout } = await run(process.execPath, ['same.mjs'], { cwd: project.dir })
  expect(stdout).toBe('function true true\n')
})
