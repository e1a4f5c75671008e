import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createBundleHandler, resolveConfig, type UserConfig } from '@farmfe/core'
import sharp from 'sharp'
import matting from 'unplugin-matting/farm'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import { createCountingEngine, createServedEngine, makePhoto, type Project, readOutput } from '../support.ts'
import { describeBuild, KeptLog, listNamed, startProject } from './support.ts'

const FILES = {
  'main.js': [
    "import './a.css'",
    "import a from './shoe.jpg?matting&padding=2'",
    "import data from './shoe.jpg?matting&as=metadata'",
    'console.log(a, data.width)',
  ].join('\n'),
  'a.css': ".a { background: url(./shoe.jpg?matting) } .b { background: image-set('./shoe.jpg?matting&padding=4' 1x) }",
}

/** Watches a project, as `farm watch` does. */
async function watch(project: Project, compilation: UserConfig['compilation'] = {}, options: Options = {}) {
  const { engine, calls } = createCountingEngine()
  const logger = new KeptLog()
  const plugins = [matting({ engine, ...options })]
  const config = describeBuild(project, logger, {
    plugins,
    compilation: { mode: 'development', lazyCompilation: false, ...compilation },
  })
  const resolved = await resolveConfig({ ...config, mode: 'development' }, 'development', logger, false)
  const watcher = await createBundleHandler(resolved, logger, true)
  const chokidar = watcher?.getInternalWatcher()
  await new Promise<void>((resolve) => chokidar?.on('ready', resolve))
  onTestFinished(async () => {
    watcher?.close()
    await chokidar?.close()
  })
  const look = async () => {
    const output = await readOutput(join(project.dir, 'dist'))
    const text = [...output].map(([file, bytes]) => (/\.(?:js|css)$/.test(file) ? bytes.toString() : '')).join('\n')
    const widths = listNamed({ text }).map(async (file) => {
      const bytes = output.get(file)
      return bytes && ((await sharp(bytes).metadata()).width ?? 0)
    })
    return {
      text,
      pictures: [...output.keys()].filter((file) => /\.(?:png|jpg)$/.test(file)),
      widths: await Promise.all(widths),
    }
  }
  return { calls, logger, look }
}

const byNumber = (one = 0, other = 0): number => one - other

it.each([
  ['without a persistent cache', false],
  ['with a persistent cache', true],
])('Farm sees a photo edited, twice, %s', async (_how, persistentCache) => {
  const project = await startProject(FILES)
  const { look } = await watch(project, {
    persistentCache: persistentCache && { cacheDir: join(project.dir, 'farm-cache') },
  })
  expect((await look()).widths.sort(byNumber)).toEqual([24, 28, 32])
  for (const width of [40, 60]) {
    await makePhoto(join(project.dir, 'shoe.jpg'), { width, height: 20 })
    await vi.waitFor(
      async () => expect((await look()).widths.sort(byNumber)).toEqual([width, width + 4, width + 8]),
      10_000,
    )
    await vi.waitFor(async () => expect((await look()).text).toMatch(new RegExp(`["']?width["']?: ?${width}`)), 10_000)
  }
  // The photo itself is none of its modules.
  expect((await look()).pictures).toHaveLength(3)
})

it('Farm sees a photo edited that the project also uses as it is, and one outside the root', async () => {
  const project = await startProject(
    {
      'app/main.js':
        "import a from './shoe.jpg?matting'; import b from './shoe.jpg'; import c from '../boot.jpg?matting'; console.log(a, b, c)",
    },
    ['app/shoe.jpg', 'boot.jpg'],
  )
  const app = { ...project, dir: join(project.dir, 'app') }
  const { look } = await watch(app, { persistentCache: { cacheDir: join(project.dir, 'farm-cache') } })
  expect((await look()).widths).toEqual([24, 24, 24])
  await makePhoto(join(app.dir, 'shoe.jpg'), { width: 40 })
  await vi.waitFor(async () => expect((await look()).widths.sort(byNumber)).toEqual([24, 40, 40]), 10_000)
  await makePhoto(join(project.dir, 'boot.jpg'), { width: 50 })
  await vi.waitFor(async () => expect((await look()).widths.sort(byNumber)).toEqual([40, 40, 50]), 10_000)
})

it('Farm tells of a photo that was damaged, and takes it when it is mended', async () => {
  const project = await startProject(FILES)
  const { look, logger } = await watch(project)
  await project.write('shoe.jpg', 'no picture')
  await vi.waitFor(
    () => expect(logger.told.join('\n')).toContain('error: [unplugin-matting] "shoe.jpg" is not'),
    10_000,
  )
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 40 })
  await vi.waitFor(async () => expect((await look()).widths.sort(byNumber)).toEqual([40, 44, 48]), 10_000)
})

it('a published picture gets its new address in code and style sheets', async () => {
  const PUBLIC = 'https://cdn.example/shop'
  const project = await startProject({
    ...FILES,
    'main.js': "import './a.css'; import a from './shoe.jpg?matting'; console.log(a)",
  })
  const { engine } = createServedEngine({ publicUrl: PUBLIC })
  const { look } = await watch(project, {}, { engine, cos: { publicUrl: PUBLIC } })
  const find = async () => [
    ...new Set(Array.from((await look()).text.matchAll(/https:\/\/cdn\.example\/[^"')\\]+/g), ([url]) => url)),
  ]
  const before = await find()
  expect(before).toHaveLength(2)
  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 7 })
  await vi.waitFor(async () => {
    const after = await find()
    expect(after).toHaveLength(2)
    expect(after.filter((url) => before.includes(url))).toEqual([])
  }, 10_000)
})

it('warns where Farm may keep the former picture in a style sheet', async () => {
  const project = await startProject(FILES)
  const { logger } = await watch(project, { output: { assetsFilename: '[resourceName].[contentHash].[ext]' } })
  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 7 })
  await vi.waitFor(() => {
    const warnings = logger.told.filter((line) => line.includes('former picture'))
    expect(warnings[0]).toMatch(/^warning: .* shoe\.jpg was edited: .* `output\.assetsFilename`/)
  }, 10_000)
})

it('makes what is missing when its photo comes back', async () => {
  const project = await startProject(FILES)
  const { look } = await watch(project)
  await rm(join(project.dir, 'shoe.jpg'))
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 40 })
  await vi.waitFor(async () => expect((await look()).widths.sort(byNumber)).toEqual([40, 44, 48]), 10_000)
})
