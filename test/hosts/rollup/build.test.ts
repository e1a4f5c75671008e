import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { rollup } from 'rollup'
import matting from 'unplugin-matting/rollup'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine, isCutOut } from '../support.ts'
import { buildProject, listPictures, startProject } from './support.ts'

const SHOE = "import shoe from './shoe.jpg?matting'; globalThis.shoe = shoe"

describe('a Rollup build', () => {
  it('emits a cut-out named after its photo and gives its URL', async () => {
    const project = await startProject({ 'main.js': `${SHOE}; export default shoe` })
    const built = await buildProject(project)
    expect(listPictures(built)).toEqual([expect.stringMatching(/^assets\/shoe-[\w-]{8}\.png$/)])
    const [file = ''] = listPictures(built)
    expect(await isCutOut(built.output.get(file) as Buffer)).toBe(true)
    const { default: url } = (await import(join(project.dir, 'dist/main.js'))) as { default: string }
    expect(url).toBe(pathToFileURL(join(project.dir, 'dist', file)).href)
  })

  it.each([
    ['dynamic', "export default import('./shoe.jpg?matting')"],
    ['re-exported', "export { default } from './shoe.jpg?matting'"],
    ['in new URL()', "export default new URL('./shoe.jpg?matting', import.meta.url).href"],
    ['in new URL() without dot', "'use client'\nexport default new URL('shoe.jpg?matting', import.meta.url).href"],
  ])('serves an import %s', async (_kind, code) => {
    const built = await buildProject(await startProject({ 'main.js': code }))
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(built.code).toContain(`new URL('${file}', import.meta.url).href`)
    expect(built.calls).toEqual(['shoe.jpg'])
  })

  it.each(['es', 'cjs'] as const)('gives a file URL in Node, format %s', async (format) => {
    const project = await startProject({ 'main.js': SHOE })
    const built = await buildProject(project, {
      output: { format, entryFileNames: `main.${format === 'es' ? 'mjs' : 'cjs'}` },
    })
    await import(join(project.dir, 'dist', `main.${format === 'es' ? 'mjs' : 'cjs'}`))
    const expected = pathToFileURL(join(project.dir, 'dist', listPictures(built)[0] ?? '')).href
    expect((globalThis as { shoe?: string }).shoe).toBe(expected)
  })

  it.each(['iife', 'umd'] as const)('gives a URL beside the script in a page, format %s', async (format) => {
    const built = await buildProject(await startProject({ 'main.js': SHOE }), { output: { format, name: 'shop' } })
    const currentScript = { tagName: 'SCRIPT', src: 'https://shop.example/js/main.js' }
    const page = { document: { currentScript, baseURI: 'https://shop.example/' }, URL, shoe: '' }
    runInNewContext(built.code, page)
    expect(page.shoe).toBe(`https://shop.example/js/${listPictures(built)[0]}`)
  })

  it('follows assetFileNames, which is told of the photo', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const seen: string[] = []
    const assetFileNames = ({ originalFileNames }: { originalFileNames: string[] }): string => {
      seen.push(...originalFileNames)
      return 'img/[name].[hash:6][extname]'
    }
    expect(listPictures(await buildProject(project, { output: { assetFileNames } }))).toEqual([
      expect.stringMatching(/^img\/shoe\.[\w-]{6}\.png$/),
    ])
    expect(seen).toContain(join(project.dir, 'shoe.jpg'))
  })

  it('emits nothing for an import that tree shaking removes', async () => {
    const built = await buildProject(await startProject({ 'main.js': "import shoe from './shoe.jpg?matting'" }))
    expect(listPictures(built)).toEqual([])
  })

  it('takes what other plugins resolve, and leaves what is not ours', async () => {
    const project = await startProject({
      'main.js':
        "import shoe from 'photos/shoe.jpg?matting'; import other from 'virtual?matting-not'; globalThis.got = [shoe, other]",
    })
    const plugin = {
      name: 'photos',
      resolveId: (id: string) => {
        if (id === 'virtual?matting-not') return `\0${id}&matting`
        return id.startsWith('photos/') ? resolve(project.dir, id.slice(7)) : null
      },
      load: (id: string) => (id.startsWith('\0') ? 'export default "virtual"' : null),
    }
    const built = await buildProject(project, { plugins: [plugin] })
    expect(listPictures(built)).toHaveLength(1)
    expect(built.code).toContain('"virtual"')
  })

  it('cuts nothing again in a warm build, and tells one line at the end', async () => {
    const counting = createCountingEngine()
    const project = await startProject({ 'main.js': SHOE })
    const cold = await buildProject(project, { counting })
    const warm = await buildProject(project, { counting })
    expect(cold.calls).toHaveLength(1)
    expect(warm.calls).toEqual([])
    expect(warm.output).toEqual(cold.output)
    expect(warm.log.map(({ message }) => message)).toEqual(['[plugin unplugin-matting] 1 image · 1 cached'])
  })

  it('serves file names with spaces and letters of any script', async () => {
    const name = 'rote Schuhe 鞋.jpg'
    const code = `import a from './${name}?matting'; globalThis.a = [a, new URL('./${encodeURI(name)}?matting', import.meta.url)]`
    const built = await buildProject(await startProject({ 'main.js': code }, [name]))
    expect(built.calls).toEqual([name])
    expect(listPictures(built)).toHaveLength(1)
  })
})

describe('a Rollup build fails', () => {
  it.each([
    ['a missing photo', './shue.jpg?matting', /The photo "\.\/shue\.jpg" was not found/],
    ['a text file named .jpg', './text.jpg?matting', /"text\.jpg" is not an image/],
    ['an unknown directive', './shoe.jpg?matting&paddding=20', /`paddding`.*Did you mean `padding`\?/],
  ])('on %s, and names import and importer', async (_what, specifier, reason) => {
    const project = await startProject({ 'main.js': `import a from '${specifier}'; globalThis.a = a` })
    await project.write('text.jpg', 'no picture')
    const failure = buildProject(project)
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(`import:   ${specifier}`)
    await expect(failure).rejects.toThrow(/importer: .*main\.js/)
  })
})

describe('the engine of a Rollup build', () => {
  it.each([
    ['succeeds', './shoe.jpg?matting'],
    ['fails', './shue.jpg?matting'],
  ])('is closed when the build %s, before anybody closes the bundle', async (_how, specifier) => {
    const close = vi.fn(async () => undefined)
    const project = await startProject({ 'main.js': `import shoe from '${specifier}'; globalThis.shoe = shoe` })
    const plugins = [matting({ engine: { ...createCountingEngine().engine, close }, cache: false })]
    await rollup({ input: join(project.dir, 'main.js'), plugins, onLog: () => undefined }).catch(() => undefined)
    expect(close).toHaveBeenCalledOnce()
  })
})
