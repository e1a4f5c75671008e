import { join } from 'node:path'
import { build } from 'esbuild'
import matting from 'unplugin-matting/esbuild'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine, isCutOut } from '../support.ts'
import { buildProject, describeBuild, importDefault, listPictures, startProject } from './support.ts'

const SHOE = "import shoe from './shoe.jpg?matting'; export default shoe"

describe('an esbuild build', () => {
  it('emits a cut-out named after its photo and gives its URL', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const built = await buildProject(project)
    expect(listPictures(built)).toEqual([expect.stringMatching(/^shoe-[A-Z\d]{8}\.png$/)])
    const [file = ''] = listPictures(built)
    expect(await isCutOut(built.output.get(file) as Buffer)).toBe(true)
    expect(await importDefault(project)).toBe(`./${file}`)
  })

  it.each([
    ['dynamic', "export default (await import('./shoe.jpg?matting')).default"],
    ['required', "export default require('./shoe.jpg?matting')"],
    ['re-exported', "export { default } from './shoe.jpg?matting'"],
    ['with bundler keys', "export { default } from './shoe.jpg?url&matting&center=0'"],
  ])('serves an import %s', async (_kind, code) => {
    const project = await startProject({ 'main.js': code })
    const built = await buildProject(project)
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(await importDefault(project)).toBe(`./${file}`)
    expect(built.calls).toEqual(['shoe.jpg'])
  })

  it.each([
    ['url()', '.a { background: url(./shoe.jpg?matting) }'],
    ['url() without dot, quoted', '.a { background: url("shoe.jpg?matting") }'],
    ['url() of a percent-encoded name', '.a { background: url("./sh%6Fe.jpg?matting") }'],
    ['image-set()', '.a { background: image-set("./x.png" 1x, url("./shoe.jpg?matting") 2x) }'],
    ['@import', "@import './deep/b.css';"],
    ['@import url()', '@import url(deep/b.css);'],
  ])('serves a style sheet: %s', async (_kind, css) => {
    const project = await startProject({
      'main.js': "import './main.css'",
      'main.css': css,
      'x.png': '',
      'deep/b.css': '.b { background: url(../shoe.jpg?matting) }',
    })
    const built = await buildProject(project, { build: { external: ['./x.png'] } })
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(built.text).toContain(`url("./${file}")`)
  })

  it('follows publicPath and assetNames, with the folder of the photo', async () => {
    const project = await startProject(
      {
        'src/main.js': "export { default } from './img/shoe.jpg?matting'; import './a.css'",
        'src/a.css': '.a { background: url(img/shoe.jpg?matting&padding=2) }',
      },
      ['src/img/shoe.jpg'],
    )
    const setting = {
      entryPoints: ['src/main.js'],
      publicPath: 'https://cdn.example/shop',
      assetNames: 'pictures/[dir]/[name].[hash]',
    }
    const built = await buildProject(project, { build: setting })
    const files = listPictures(built)
    expect(files).toHaveLength(2)
    for (const file of files) {
      expect(file).toMatch(/^pictures\/img\/shoe\.[A-Z\d]{8}\.png$/)
      expect(built.text).toContain(`"https://cdn.example/shop/${file}"`)
    }
  })

  it.each([
    ['?inline', './shoe.jpg?matting&inline', {}, 'data:image/png;base64,iVBOR'],
    ['the loader of the project', './shoe.jpg?matting', { '.png': 'dataurl' }, 'data:image/png;base64,iVBOR'],
    ['no loader that gives no URL', './shoe.jpg?matting', { '.png': 'binary', '.jpg': 'text' }, '"./shoe-'],
    ['?no-inline', './shoe.jpg?no-inline&matting', { '.png': 'dataurl' }, '"./shoe-'],
  ] as const)('follows %s', async (_what, specifier, loader, expected) => {
    const built = await buildProject(await startProject({ 'main.js': `export { default } from '${specifier}'` }), {
      build: { loader },
    })
    expect(built.text).toContain(expected)
    expect(listPictures(built)).toHaveLength(expected.startsWith('data') ? 0 : 1)
  })

  it('emits nothing for an import that tree shaking removes', async () => {
    const code = "import a from './shoe.jpg?matting'; import b from './hat.jpg?matting'; globalThis.b = b"
    const built = await buildProject(await startProject({ 'main.js': code }, ['shoe.jpg', 'hat.jpg']))
    expect(listPictures(built)).toEqual([expect.stringMatching(/^hat-/)])
  })

  it('resolves aliases, paths of a tsconfig, packages and what other plugins resolve', async () => {
    const names = ['@/a.jpg', '~/b.jpg', 'shop/c.jpg', 'photos:d.jpg', './rote Schuhe 鞋.jpg']
    const imports = names.map((name, index) => `import p${index} from '${name}?matting'`)
    const photos = ['img/a.jpg', 'img/b.jpg', 'node_modules/shop/c.jpg', 'd.jpg', 'rote Schuhe 鞋.jpg']
    const project = await startProject(
      {
        'main.ts': `${imports.join('\n')}\nexport default [p0, p1, p2, p3, p4] as string[]`,
        'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '~/*': ['./img/*'] } } }),
        'node_modules/shop/package.json': '{ "name": "shop" }',
      },
      photos,
    )
    const plugin = {
      name: 'photos',
      setup: ({ onResolve }: Parameters<ReturnType<typeof matting>['setup']>[0]) =>
        onResolve({ filter: /^photos:/ }, ({ path }) => ({ path: join(project.dir, path.slice(7)) })),
    }
    const built = await buildProject(project, {
      build: { entryPoints: ['main.ts'], alias: { '@': './img' } },
      plugins: [plugin],
    })
    expect(built.calls.sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'rote Schuhe 鞋.jpg'])
    expect(listPictures(built)).toHaveLength(5)
  })

  it('cuts nothing again in a warm build, and keeps other imports of the photo apart', async () => {
    const counting = createCountingEngine()
    const code =
      "import a from './shoe.jpg?matting'; import b from './shoe.jpg?matting&padding=2'; import c from './shoe.jpg'; export default [a, b, c]"
    const project = await startProject({ 'main.js': code })
    const setting = { counting, build: { loader: { '.jpg': 'file' } } } as const
    const cold = await buildProject(project, setting)
    const warm = await buildProject(project, setting)
    expect(cold.calls).toHaveLength(2)
    expect(warm.calls).toEqual([])
    expect(warm.output).toEqual(cold.output)
    expect(listPictures(warm)).toHaveLength(3)
  })

  it('runs beside other builds of one plugin', async () => {
    const counting = createCountingEngine()
    const plugin = matting({ engine: counting.engine })
    const builds = ['a.jpg', 'b.jpg'].map(async (photo) => {
      const project = await startProject({ 'main.js': `export { default } from './${photo}?matting'` }, [photo])
      const { outputFiles } = await build({ ...describeBuild(project, [plugin]), write: false })
      return outputFiles?.map(({ path }) => path.slice(-3))
    })
    expect(await Promise.all(builds)).toEqual([
      expect.arrayContaining(['png', '.js']),
      expect.arrayContaining(['png', '.js']),
    ])
  })

  it('leaves other modules, their data and metafile alone', async () => {
    const project = await startProject({ 'main.js': "import './a.txt?matting-not'; export default 1" })
    const other = {
      name: 'other',
      setup: ({ onResolve, onLoad }: Parameters<ReturnType<typeof matting>['setup']>[0]) => {
        onResolve({ filter: /a\.txt/ }, () => ({ path: 'a', namespace: 'other' }))
        onLoad({ filter: /./, namespace: 'other' }, () => ({
          contents: "import shoe from './shoe.jpg?matting'; console.log(shoe)",
          resolveDir: project.dir,
          pluginData: 'their own',
        }))
      },
    }
    const plugins = [matting({ engine: createCountingEngine().engine }), other]
    const result = await build(describeBuild(project, plugins))
    expect(result).toEqual(expect.not.objectContaining({ metafile: expect.anything() as unknown }))
    const { metafile } = await build({ ...describeBuild(project, plugins), metafile: true })
    expect(Object.keys(metafile?.outputs ?? {})).toEqual([expect.stringMatching(/shoe-.*\.png$/), 'dist/main.js'])
  })
})

describe('messages of an esbuild build', () => {
  const tell = async (code: string, logLevel?: 'info' | 'warning', options = {}) => {
    const project = await startProject({ 'main.js': code })
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const plugins = [matting({ engine: createCountingEngine().engine, ...options })]
    const result = await build({ ...describeBuild(project, plugins), logLevel, logLimit: 1 })
    const told = write.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('unplugin-matting'))
    write.mockRestore()
    return { result, told }
  }

  it('end with a summary, as far as the project wants to hear it', async () => {
    expect((await tell(SHOE)).told.at(-1)).toMatch(/^\[unplugin-matting\] 1 image · 1 cut by counting in [\d.]+ s\n$/)
    expect((await tell(SHOE, 'warning')).told).toEqual([])
  })

  it.each([
    ['a missing photo', './shue.jpg?matting', 'The photo "./shue.jpg" was not found.', /^Correct the path/],
    ['a text file named .jpg', './text.jpg?matting', '"text.jpg" is not an image', /./],
    ['an unknown directive', './shoe.jpg?matting&paddding=20', '`paddding`', /^Write `padding`/],
    ['an external photo', 'shop/a.jpg?matting', 'The photo "shop/a.jpg" is external', /^Take it out of `external`/],
    [
      'a photo that another plugin makes',
      'virtual.jpg?matting',
      'is no file: a plugin makes it "virtual:v"',
      /^Import a photo/,
    ],
  ])('name place, cause and fix of %s', async (_what, specifier, cause, fix) => {
    const project = await startProject({
      'main.js': `\nimport a from '${specifier}'; globalThis.a = a`,
      'text.jpg': 'no',
    })
    const virtual = {
      name: 'virtual',
      setup: ({ onResolve }: Parameters<ReturnType<typeof matting>['setup']>[0]) =>
        onResolve({ filter: /^virtual/ }, () => ({ path: 'v', namespace: 'virtual' })),
    }
    const failure: unknown = await buildProject(project, { build: { external: ['shop'] }, plugins: [virtual] }).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({
      errors: [
        {
          pluginName: 'unplugin-matting',
          text: expect.stringContaining(cause) as unknown,
          location: { file: 'main.js', line: 2, lineText: expect.stringContaining(specifier) as unknown },
          notes: [{ text: expect.stringMatching(fix) as unknown }],
          detail: { code: expect.any(String) as unknown, importer: 'main.js' },
        },
      ],
    })
  })

  it('name the line of a style sheet', async () => {
    const css = '.a {\n  background: url(./shoe.jpg?matting&as=metadata)\n}'
    const project = await startProject({ 'main.js': "import './main.css'", 'main.css': css })
    await expect(buildProject(project)).rejects.toThrow(/main\.css:2:\d+: ERROR: .*expected `as=url`: a style sheet/)
  })

  it('tell wrong options once', async () => {
    const project = await startProject({ 'main.js': `${SHOE}; import './shoe.jpg?matting&center'` })
    const failure: unknown = await buildProject(project, { options: { concurrency: -1 } }).catch(
      (error: unknown) => error,
    )
    expect(failure).toMatchObject({ errors: [{ text: expect.stringContaining('`concurrency`') as unknown }] })
  })

  it('are warnings where a result is doubtful, and where a photo kept its marker', async () => {
    const engine = { ...createCountingEngine().engine }
    const doubtful = {
      ...engine,
      cut: async (...args: Parameters<typeof engine.cut>) => ({ ...(await engine.cut(...args)), confidence: 0.1 }),
    }
    const code = `${SHOE}; globalThis.url = new URL('./shoe.jpg?matting', import.meta.url)`
    for (const minify of [false, true]) {
      const built = await buildProject(await startProject({ 'main.js': code }), {
        options: { engine: doubtful },
        build: { minify },
      })
      expect(built.warnings).toMatchObject([
        { pluginName: 'unplugin-matting', text: expect.stringMatching(/shoe\.jpg\?matting/) as unknown },
        {
          text: 'dist/main.js: new URL("./shoe.jpg?matting", …) still names the original photo: esbuild asks no plugin about `new URL()`.',
          notes: [{ text: "Write `import url from './shoe.jpg?matting'` and use `url` in its place." }],
        },
      ])
    }
  })

  it('warn of imports in code that is not bundled, and of files kept in memory', async () => {
    const { warnings } = await buildProject(await startProject({ 'main.js': SHOE }), {
      build: { bundle: false, write: false },
    })
    expect(warnings).toMatchObject([
      { text: expect.stringMatching(/main\.js: "\.\/shoe\.jpg\?matting" still/) as unknown },
    ])
  })
})
