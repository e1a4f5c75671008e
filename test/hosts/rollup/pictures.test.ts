import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../support/static-server.ts'
import { createServedEngine, isCutOut, type Project } from '../support.ts'
import { buildProject, type BuildSetting, type Built, listPictures, startProject } from './support.ts'

const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const ENCODED = encodeURIComponent(RULE).replaceAll('!', '%21')

async function build(code: string, setting: BuildSetting = {}): Promise<Built & { project: Project }> {
  const project = await startProject({ 'main.js': code })
  return { project, ...(await buildProject(project, { counting: createServedEngine(), ...setting })) }
}

async function importDefault(project: Project): Promise<unknown> {
  return ((await import(join(project.dir, 'dist/main.js'))) as { default: unknown }).default
}

/** Serves the photos of a project. @returns the address of `shoe.jpg` */
async function servePhoto(project: Project): Promise<string> {
  const server = await serveFolder(project.dir)
  onTestFinished(server.close)
  return `${server.url}shoe.jpg`
}

describe('a rule in a Rollup build', () => {
  it.each([
    ['as it is', `import url from './shoe.jpg?cos=${RULE}'; export default url`],
    ['percent-encoded', `import url from './shoe.jpg?cos=${ENCODED}'; export default url`],
    ['by name', "import url from './shoe.jpg?cos=thumb'; export default url"],
    ['in an import()', `export default import('./shoe.jpg?cos=${RULE}')`],
    ['in a re-export', `export { default } from './shoe.jpg?cos=${RULE}'`],
    ['in new URL()', `export default new URL('./shoe.jpg?cos=${RULE}', import.meta.url).href`],
    ['in new URL(), percent-encoded', `export default new URL('shoe.jpg?cos=${ENCODED}', import.meta.url).href`],
  ])('gives a picture of the type it has: %s', async (_how, code) => {
    const counting = createServedEngine()
    const built = await build(code, { counting, options: { rules: { thumb: RULE } } })
    expect(counting.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${RULE}`]])
    expect(listPictures(built)).toEqual([expect.stringMatching(/^assets\/shoe-.{8}\.webp$/)])
    expect(built.code).toContain(`new URL('${listPictures(built)[0]}', import.meta.url).href`)
  })

  it('is one module however it is encoded', async () => {
    const code = `import a from './shoe.jpg?cos=${RULE}'; import b from './shoe.jpg?cos=${ENCODED.replaceAll('%2F', '/')}'; export default [a, b]`
    const { code: output, project } = await build(code)
    expect(output.match(/import\.meta\.url/g)).toHaveLength(1)
    expect(await importDefault(project)).toHaveLength(2)
  })
})

describe('metadata in a Rollup build', () => {
  it.each([
    ['', './shoe.jpg?matting&as=metadata'],
    [' of a preset', './shoe.jpg?matting=card'],
  ])('has size and box, and the URL of the picture%s', async (_of, specifier) => {
    const options = { presets: { card: 'as=metadata' } }
    const built = await build(`export { default } from '${specifier}'`, { options })
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(await importDefault(built.project)).toMatchObject({
      src: `file://${built.project.dir}/dist/${file}`,
      width: 24,
      height: 16,
      format: 'png',
      bytes: built.output.get(file)?.length,
      hasAlpha: true,
      box: { x: 8, y: 4, width: 8, height: 8 },
    })
  })

  it('tells what the service told of a rule', async () => {
    const { project } = await build(`export { default } from './shoe.jpg?cos=${RULE}&as=metadata'`)
    const told = { format: 'webp', Quality: 85, ImageInfo: { Ave: '0x102030', Orientation: 0 } }
    expect(await importDefault(project)).toMatchObject(told)
  })

  it('shares the picture with an import of its URL, and names no folder of this machine', async () => {
    const code =
      "import url from './shoe.jpg?matting'; import data from './shoe.jpg?matting&as=metadata'; export default [url, data.src]"
    const built = await build(code, { output: { sourcemap: true } })
    const urls = (await importDefault(built.project)) as string[]
    expect(urls[0]).toBe(urls[1])
    expect(listPictures(built)).toHaveLength(1)
    expect(built.output.get('main.js.map')?.toString()).not.toContain(built.project.dir)
  })

  it('is refused in new URL()', async () => {
    const failure = build("export default new URL('./shoe.jpg?matting&as=metadata', import.meta.url)")
    await expect(failure).rejects.toThrow(/`as=metadata`, expected `as=url`: `new URL\(\)`[^]*import: [^]*main\.js/)
  })
})

describe('a remote photo in a Rollup build', () => {
  it.each([
    ['import', (url: string) => `import a from '${url}'; export default a`],
    ['import()', (url: string) => `export default import('${url}')`],
    ['re-export', (url: string) => `export { default } from '${url}'`],
    ['new URL()', (url: string) => `export default new URL('${url}', import.meta.url).href`],
    ['metadata', (url: string) => `export { default } from '${url}&as=metadata'`],
  ])('is taken from its address: %s', async (_how, write) => {
    const counting = createServedEngine()
    const address = 'https://pictures.example/a/shoe.jpg?v=2'
    const built = await build(write(`${address}&matting`), { counting })
    expect(counting.runs).toEqual([{ photo: expect.objectContaining({ url: address }), tasks: [''] }])
    expect(listPictures(built)).toEqual([expect.stringMatching(/^assets\/shoe-.{8}\.png$/)])
    expect(built.code).not.toContain('pictures.example')
  })

  it('is downloaded for an engine without service', async () => {
    const project = await startProject({})
    const address = await servePhoto(project)
    await project.write('main.js', `export { default } from '${address}?matting&padding=2'`)
    const built = await buildProject(project)
    expect(built.calls).toEqual(['shoe.jpg'])
    const [file = 'none'] = listPictures(built)
    expect(await isCutOut(built.output.get(file) as Buffer)).toBe(true)
  })

  it('that is missing fails the build', async () => {
    const project = await startProject({})
    const address = (await servePhoto(project)).replace('shoe', 'shue')
    await project.write('main.js', `export { default } from '${address}?matting'`)
    await expect(buildProject(project)).rejects.toThrow(
      /shue\.jpg can't be downloaded: [^]*404[^]*importer: .*main\.js/,
    )
  })
})

describe('public addresses in a Rollup build', () => {
  const publicUrl = 'https://cdn.example/shop'
  const setting = (): BuildSetting => ({
    counting: createServedEngine({ publicUrl }),
    options: { cos: { publicUrl } },
  })

  it.each([
    ['an import', "export { default } from './shoe.jpg?matting'"],
    ['a rule', `export { default } from './shoe.jpg?cos=${RULE}'`],
    ['new URL()', "export default new URL('./shoe.jpg?matting', import.meta.url).href"],
    ['metadata', "import { default as data } from './shoe.jpg?matting&as=metadata'; export default data.src"],
  ])('stand for %s, and nothing is emitted', async (_what, code) => {
    const built = await build(code, setting())
    expect([...built.output.keys()]).toEqual(['main.js'])
    expect(await importDefault(built.project)).toMatch(/^https:\/\/cdn\.example\/shop\/out\//)
  })
})
