import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import { createCountingEngine, isCutOut, makePhoto, type Project } from '../support.ts'
import { type Built, buildProject, type FarmPlugin, listNamed, listPictures, startProject } from './support.ts'

const FILES = {
  'main.js':
    "import './a.css'; import { a } from './lazy.js'; import b from 'goods'; console.log(a, b); import('./lazy.js')",
  'lazy.js': "export { default as a } from './shoe.jpg?matting&as=metadata'",
  'a.css': '.a { background: url(./shoe.jpg?matting) } .b { background: image-set("./boot.jpg?matting" 1x) }',
  'node_modules/goods/package.json': '{ "name": "goods", "version": "1.0.0", "main": "index.js" }',
  'node_modules/goods/index.js': "export { default } from './hat.jpg?matting&padding=2'",
}
const PHOTOS = ['shoe.jpg', 'boot.jpg', 'node_modules/goods/hat.jpg']

let project: Project
beforeEach(async () => {
  project = await startProject(FILES, PHOTOS)
})

interface CachedBuild extends Built {
  /** Style sheets that Farm did not take from its cache. */
  readonly styles: readonly string[]
}

/** Builds with Farm's persistent cache. */
async function build(options: Options = {}): Promise<CachedBuild> {
  const styles: string[] = []
  const spy: FarmPlugin = {
    name: 'spy',
    transform: { filters: { moduleTypes: ['css'] }, executor: ({ moduleId }) => void styles.push(moduleId) },
  }
  const compilation = { persistentCache: { cacheDir: join(project.dir, 'farm-cache') } }
  return { ...(await buildProject(project, { compilation, options, plugins: [spy] })), styles }
}

/** What is wrong with a build: each picture that is named is there, and none is left over. */
async function expectWhole(built: Built): Promise<void> {
  expect(listPictures(built)).toHaveLength(3)
  expect(listNamed(built)).toEqual(listPictures(built))
  for (const file of listPictures(built)) expect(await isCutOut(built.output.get(file) ?? Buffer.of())).toBe(true)
}

/** The build that Farm makes of the project without a cache. */
const buildAnew = (options: Options = {}): Promise<Built> => buildProject(project, { options })

describe("Farm's persistent cache", () => {
  it('is used while nothing changes', async () => {
    const first = await build()
    await expectWhole(first)
    expect(first.styles).toEqual(['a.css'])
    const second = await build()
    expect(second.styles).toEqual([])
    expect(second.calls).toEqual([])
    expect(second.output).toEqual(first.output)
  })

  it.each(PHOTOS)('never gives a stale picture: %s was edited', async (photo) => {
    const first = await build()
    for (const seed of [7, 8, 1]) {
      await makePhoto(join(project.dir, photo), { seed })
      const built = await build()
      await expectWhole(built)
      expect(listPictures(built)).toEqual(listPictures(await buildAnew()))
    }
    expect(first.told).not.toEqual([])
  })

  it('never gives a stale picture: an option was changed', async () => {
    await build()
    for (const options of [{ defaults: 'padding=3' }, { engine: createCountingEngine('2').engine }, {}]) {
      const built = await build(options)
      await expectWhole(built)
      expect(listPictures(built)).toEqual(listPictures(await buildAnew(options)))
    }
  })

  it.each([
    ['the pictures for Farm', 'node_modules/.farm'],
    ['one of these', 'node_modules/.farm/unplugin-matting/*/boot.png'],
    ['our cache', 'node_modules/.cache'],
    ['its own', 'farm-cache'],
  ])('never misses a picture: %s deleted', async (_what, path) => {
    const first = await build()
    for (const found of await expand(path)) await rm(found, { recursive: true })
    const built = await build()
    await expectWhole(built)
    expect(built.output).toEqual(first.output)
  })

  it('is not trusted behind a build that broke off', async () => {
    await build()
    await project.write('broken.js', "import './gone.js'")
    await project.write('main.js', "import './broken.js'")
    await makePhoto(join(project.dir, 'boot.jpg'), { seed: 9 })
    await expect(build()).rejects.toThrow('gone.js')
    await project.write('main.js', FILES['main.js'])
    const built = await build()
    await expectWhole(built)
    expect(listPictures(built)).toEqual(listPictures(await buildAnew()))
  })
})

/** Absolute paths of a path with a `*` for a folder. */
async function expand(path: string): Promise<string[]> {
  const [folder = '', rest] = path.split('/*/')
  if (rest === undefined) return [join(project.dir, folder)]
  const entries = await readdir(join(project.dir, folder), { recursive: true })
  const found = entries.filter((entry) => entry.endsWith(rest)).map((entry) => join(project.dir, folder, entry))
  expect(found).not.toEqual([])
  return found
}
