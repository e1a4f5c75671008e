import { join } from 'node:path'
import { build } from '@farmfe/core'
import matting from 'unplugin-matting/farm'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine, isCutOut, makePhoto } from '../support.ts'
import { buildProject, describeBuild, KeptLog, listNamed, listPictures, startProject } from './support.ts'

const SHOE = "import shoe from './shoe.jpg?matting'; globalThis.show = shoe"

describe('a Farm build', () => {
  it('emits a cut-out named after its photo and gives its URL', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const built = await buildProject(project)
    const [file = 'none', ...more] = listPictures(built)
    expect(file).toMatch(/^shoe\.\w{8}-\w{6}\.png$/)
    expect(more).toEqual([])
    expect(await isCutOut(built.output.get(file) ?? Buffer.of())).toBe(true)
    expect(built.text).toContain(`"/${file}"`)
    expect(built.text).not.toContain(project.dir)
    expect(built.calls).toEqual(['shoe.jpg'])
  })

  it('gives the same files in another folder', async () => {
    const files = { 'main.js': `${SHOE}; import('./shoe.jpg?matting&as=metadata').then(console.log)` }
    const [one, other] = [await startProject(files), await startProject(files)]
    expect((await buildProject(one)).output).toEqual((await buildProject(other, { options: { cache: false } })).output)
  })

  it('cuts once what is imported in several ways', async () => {
    const project = await startProject({
      'main.js': `${SHOE}; import './lazy.js'; import('./shoe.jpg?matting&center=0').then(console.log); import './a.css'`,
      'lazy.js': "import { again } from './list.js'; globalThis.again = again",
      'list.js': "export { default as again } from './shoe.jpg?matting'",
      'a.css': '.a { background: url(./shoe.jpg?matting) }',
    })
    const built = await buildProject(project)
    expect(built.calls).toEqual(['shoe.jpg'])
    expect(listPictures(built)).toHaveLength(1)
    expect(listNamed(built)).toEqual(listPictures(built))
  })

  it('emits one file for each layout, and leaves plain imports of the photo alone', async () => {
    const project = await startProject({
      'main.js':
        "import a from './shoe.jpg?matting'; import b from './shoe.jpg?matting&padding=4'; import c from './shoe.jpg'; console.log(a, b, c)",
    })
    const built = await buildProject(project)
    expect(built.calls).toHaveLength(2)
    expect(listPictures(built).map((file) => file.replace(/^.*\./, ''))).toEqual(['jpg', 'png', 'png'])
  })

  it('leaves names and addresses to Farm', async () => {
    const project = await startProject({
      'main.js': `${SHOE}; import './a.css'`,
      'a.css': '.a { background: url(./shoe.jpg?matting) }',
    })
    const output = { publicPath: 'https://cdn.example/shop/', assetsFilename: 'img/[resourceName].[ext]' }
    const built = await buildProject(project, { compilation: { output } })
    const [file = 'none'] = listPictures(built)
    expect(file).toMatch(/^img\/shoe-\w{6}\.png$/)
    expect(built.text).toContain(`"https://cdn.example/shop/${file}"`)
    expect(built.text).toContain(`url("https://cdn.example/shop/${file}")`)
  })

  it('inlines in code what asks for it', async () => {
    const project = await startProject({ 'main.js': SHOE.replace('?matting', '?matting&inline') })
    const built = await buildProject(project)
    expect(built.text).toContain('"data:image/png;base64,iVBOR')
    expect(listPictures(built)).toEqual([])
  })

  it.each([
    ['url()', 'background: url(./shoe.jpg?matting)'],
    ['url() with quotes', "background: url('shoe.jpg?matting')"],
    ['image-set() of url()', 'background: image-set(url(./shoe.jpg?matting) 1x)'],
    ['image-set() of strings', "background: image-set('./shoe.jpg?matting' 1x)"],
  ])('takes style sheets, @imported and in modules too: %s', async (_name, declaration) => {
    const project = await startProject({
      'main.js': "import './a.css'; import './b.css'; import c from './c.module.css'; console.log(c)",
      'a.css': `.a { ${declaration} }`,
      'b.css': "@import './sub/b.css';",
      'sub/b.css': `.b { ${declaration.replaceAll('./shoe', '../shoe').replace("'shoe", "'../shoe")} }`,
      'c.module.css': `.c { ${declaration} }`,
    })
    const built = await buildProject(project)
    expect(built.calls).toEqual(['shoe.jpg'])
    expect(built.text.split(listPictures(built)[0] ?? 'none').length).toBeGreaterThan(3)
    expect(built.text).not.toContain('shoe.jpg')
    expect(built.told.filter((line) => line.startsWith('warning'))).toEqual([])
  })

  it('finds photos by aliases, in packages, outside the root and with spaces in their names', async () => {
    const project = await startProject(
      {
        'app/main.js': [
          "import a from '@/shoe.jpg?matting'",
          "import b from 'goods/boot.jpg?matting'",
          "import c from '../a hat.jpg?matting'",
          "import './a.css'",
          'console.log(a, b, c)',
        ].join('\n'),
        'app/a.css': '.a { background: url(../a%20hat.jpg?matting) }',
        'node_modules/goods/package.json': '{ "name": "goods", "version": "1.0.0" }',
      },
      ['app/shoe.jpg', 'node_modules/goods/boot.jpg', 'a hat.jpg'],
    )
    const app = { ...project, dir: join(project.dir, 'app') }
    const built = await buildProject(app, { compilation: { resolve: { alias: { '@': app.dir } } } })
    expect([...built.calls].sort()).toEqual(['a hat.jpg', 'boot.jpg', 'shoe.jpg'])
    expect(listPictures(built)).toHaveLength(3)
    for (const file of listPictures(built)) expect(built.text).toContain(file)
  })

  it('tells what was cut and what looks wrong, once, through its logger', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const { engine } = createCountingEngine()
    const doubtful = {
      ...engine,
      cut: async (...all: Parameters<typeof engine.cut>) => ({ ...(await engine.cut(...all)), confidence: 0.1 }),
    }
    const { told } = await buildProject(project, { options: { engine: doubtful } })
    expect(told.filter((line) => line.includes('1 image'))).toHaveLength(1)
    const warnings = told.filter((line) => line.startsWith('warning: [unplugin-matting] '))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('./shoe.jpg?matting in main.js')
  })

  it('asks us about nothing but marked imports', async () => {
    const modules = Array.from({ length: 40 }, (_value, index) => [`m${index}.js`, `export default ${index}`] as const)
    const project = await startProject({
      ...Object.fromEntries(modules),
      'main.js':
        [...modules.map(([file]) => `import './${file}'`), "import a from './shoe.jpg?w=20'", SHOE].join('\n') +
        '; console.log(a)',
    })
    const { engine } = createCountingEngine()
    const plugin = matting({ engine })
    const resolve = vi.spyOn(plugin.resolve!, 'executor')
    const load = vi.spyOn(plugin.load!, 'executor')
    const transform = vi.spyOn(plugin.transform!, 'executor')
    await build(describeBuild(project, new KeptLog(), { plugins: [plugin] }))
    expect(resolve.mock.calls.map(([{ source }]) => source)).toEqual(['./shoe.jpg?matting'])
    expect(load).not.toHaveBeenCalled()
    expect(transform).not.toHaveBeenCalled()
  })

  it('closes the engine when it is done', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const { engine } = createCountingEngine()
    const close = vi.fn(async () => undefined)
    await buildProject(project, { options: { engine: { ...engine, close } } })
    expect(close).toHaveBeenCalledOnce()
  })

  it('uses the cache, and its bytes are those of the output', async () => {
    const project = await startProject({ 'main.js': SHOE })
    const first = await buildProject(project)
    const second = await buildProject(project)
    expect(second.calls).toEqual([])
    expect(second.output).toEqual(first.output)
    await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 5 })
    const third = await buildProject(project)
    expect(third.calls).toEqual(['shoe.jpg'])
    expect(listPictures(third)).not.toEqual(listPictures(first))
  })
})
