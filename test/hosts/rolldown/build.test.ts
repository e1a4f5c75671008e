import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { rolldown } from 'rolldown'
import matting from 'unplugin-matting/rolldown'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine, isCutOut } from '../support.ts'
import { buildProject, listPictures, startProject } from './support.ts'

const SHOE = "import shoe from './shoe.jpg?matting'; globalThis.shoe = shoe"

describe('a Rolldown build', () => {
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
    ['dynamic', 'main.js', "export default import('./shoe.jpg?matting')"],
    ['required', 'main.js', "export default require('./shoe.jpg?matting').default"],
    ['re-exported', 'main.js', "export { default } from './shoe.jpg?matting'"],
    ['in new URL()', 'main.js', "export default new URL('./shoe.jpg?matting', import.meta.url).href"],
    [
      'in new URL() of TypeScript',
      'main.ts',
      "/* 鞋 */ export default new URL('shoe.jpg?matting', import.meta.url) as URL",
    ],
    [
      'in new URL() beside types',
      'main.ts',
      "const a: URL = new URL('shoe.jpg?matting', import.meta.url); export default a",
    ],
    [
      'in new URL() of JSX',
      'main.tsx',
      "export default (a: string) => <img src={new URL('shoe.jpg?matting', import.meta.url).href} />",
    ],
  ])('serves an import %s', async (_kind, entry, code) => {
    const project = await startProject({ [entry]: code })
    const built = await buildProject(project, {
      input: { input: join(project.dir, entry), external: ['react/jsx-runtime'] },
      output: { entryFileNames: 'main.js', chunkFileNames: 'main2.js' },
    })
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    const all = [...built.output].filter(([name]) => name.endsWith('.js')).join('\n')
    expect(all).toContain(`new URL("${file}", import.meta.url).href`)
    expect(built.calls).toEqual(['shoe.jpg'])
  })

  it.each(['es', 'cjs', 'umd'] as const)('gives a file URL in Node, format %s', async (format) => {
    const project = await startProject({ 'main.js': SHOE })
    const entryFileNames = `main.${format === 'es' ? 'mjs' : 'cjs'}`
    const built = await buildProject(project, { output: { format, entryFileNames, name: 'shop' } })
    await import(join(project.dir, 'dist', entryFileNames))
    const expected = pathToFileURL(join(project.dir, 'dist', listPictures(built)[0] ?? '')).href
    expect((globalThis as { shoe?: string }).shoe).toBe(expected)
  })

  it.each(['iife', 'umd'] as const)('gives a URL beside the script in a page, format %s', async (format) => {
    const built = await buildProject(await startProject({ 'main.js': SHOE }), { output: { format, name: 'shop' } })
    const currentScript = { tagName: 'SCRIPT', src: 'https://shop.example/js/main.js' }
    const page = { document: { currentScript, baseURI: 'https://shop.example/' }, URL, shoe: '' }
    runInNewContext(built.code, page)
    expect(page.shoe).toBe(`https://shop.example/js/${listPictures(built)[0]}`)
    const worker = { location: { href: 'https://shop.example/js/worker.js' }, URL, shoe: '' }
    runInNewContext(built.code, worker)
    expect(worker.shoe).toBe(`https://shop.example/js/${listPictures(built)[0]}`)
    expect(built.log.filter(({ code }) => code === 'EMPTY_IMPORT_META')).toEqual([])
  })

  it('leaves the URL of a script to a plugin that knows better', async () => {
    const cdn = {
      name: 'cdn',
      resolveFileUrl: ({ fileName }: { fileName: string }) => `"https://cdn.example/${fileName}"`,
    }
    const project = await startProject({ 'main.js': SHOE })
    const built = await buildProject(project, { output: { format: 'iife' }, plugins: [cdn] })
    expect(built.code).toContain(`"https://cdn.example/${listPictures(built)[0]}"`)
    expect(listPictures(built)).toHaveLength(1)
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
    const code = "import a from './shoe.jpg?matting'; import b from './hat.jpg?matting'; globalThis.b = b"
    const built = await buildProject(await startProject({ 'main.js': code }, ['shoe.jpg', 'hat.jpg']))
    expect(listPictures(built)).toEqual([expect.stringMatching(/^assets\/hat-/)])
  })

  it('resolves aliases, paths of a tsconfig and packages, and whatever the type of the photo is', async () => {
    const project = await startProject(
      {
        'main.ts':
          "import a from '@/a.jpg?matting'; import b from '~/a.jpg?matting&padding=2'; import c from 'shop/c.jpg?matting'\nexport default [a, b, c]",
        'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '~/*': ['./img/*'] } } }),
        'node_modules/shop/package.json': '{ "name": "shop" }',
      },
      ['img/a.jpg', 'node_modules/shop/c.jpg'],
    )
    const built = await buildProject(project, {
      input: {
        input: join(project.dir, 'main.ts'),
        tsconfig: join(project.dir, 'tsconfig.json'),
        resolve: { alias: { '@': resolve(project.dir, 'img') } },
        moduleTypes: { '.jpg': 'dataurl' },
      },
    })
    expect(built.calls.sort()).toEqual(['a.jpg', 'a.jpg', 'c.jpg'])
    expect(listPictures(built)).toHaveLength(3)
    expect(built.code).not.toContain('data:')
  })

  it('cuts nothing again in a warm build, and tells one line at the end', async () => {
    const counting = createCountingEngine()
    const project = await startProject({ 'main.js': SHOE })
    const cold = await buildProject(project, { counting })
    const warm = await buildProject(project, { counting })
    expect(cold.calls).toHaveLength(1)
    expect(warm.calls).toEqual([])
    expect(warm.output).toEqual(cold.output)
    expect(warm.log.map(({ message }) => message)).toEqual(['1 image · 1 cached'])
  })

  it('runs beside other builds in one process', async () => {
    const codes = ['a', 'b', 'c'].map((name) => `${SHOE}; globalThis.${name} = 1`)
    const builds = codes.map(async (code) => buildProject(await startProject({ 'main.js': code })))
    for (const built of await Promise.all(builds)) expect(listPictures(built)).toHaveLength(1)
  })

  it('warns of what still names an original photo', async () => {
    const code =
      "export const url = (name) => new URL(`./${name}.jpg?matting`, import.meta.url); export * from './shoe.jpg?matting&v=1'"
    const project = await startProject({ 'main.js': code })
    const { log } = await buildProject(project, { input: { input: join(project.dir, 'main.js'), external: [/v=1$/] } })
    const warnings = log.filter(({ level }) => level === 'warn').map(({ message }) => message)
    expect(warnings).toEqual([
      expect.stringMatching(/^main\.js: .*shoe\.jpg\?matting&v=1 still names the original photo/),
      expect.stringMatching(/^main\.js: \.\/\$\{name\}\.jpg\?matting still names the original photo/),
    ])
  })
})

describe('a Rolldown build fails', () => {
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

  it('and closes the engine, as one that succeeds', async () => {
    const close = vi.fn(async () => undefined)
    const plugins = () => [matting({ engine: { ...createCountingEngine().engine, close }, cache: false })]
    for (const specifier of ['./shoe.jpg?matting', './shue.jpg?matting']) {
      const project = await startProject({ 'main.js': `export { default } from '${specifier}'` })
      const bundle = await rolldown({ input: join(project.dir, 'main.js'), plugins: plugins(), onLog: () => undefined })
      await bundle.generate().catch(() => undefined)
    }
    expect(close).toHaveBeenCalledTimes(2)
  })
})
