import { join } from 'node:path'
import sharp from 'sharp'
import matting from 'unplugin-matting/vite'
import { createBuilder, type PluginOption } from 'vite'
import { imagetools } from 'vite-imagetools'
import { describe, expect, it } from 'vitest'
import { createCountingEngine, isCutOut, readOutput } from '../support.ts'
import { buildProject, createLog, listPictures, startModule, startProject } from './support.ts'

describe('beside vite-imagetools', () => {
  it.each(['before', 'behind'])('listed %s it, each plugin does its own images', async (order) => {
    const project = await startModule(
      "import a from './shoe.jpg?matting'; import b from './bag.jpg?w=8&format=webp'; import './main.css'; console.log(a, b)",
      ['src/shoe.jpg', 'src/bag.jpg', 'src/hat.jpg'],
    )
    await project.write('src/main.css', '.hat { background: url(./hat.jpg?matting) }')
    const { engine, calls } = createCountingEngine()
    const plugins: PluginOption[] = [matting({ engine }), imagetools({ cache: { enabled: false } })]
    const built = await buildProject(project, { plugins: order === 'before' ? plugins : plugins.reverse() })
    expect(calls.map(({ name }) => name).sort()).toEqual(['hat.jpg', 'shoe.jpg'])
    expect(listPictures(built)).toEqual([
      expect.stringMatching(/^assets\/bag-.*\.webp$/),
      expect.stringMatching(/^assets\/hat-.*\.png$/),
      expect.stringMatching(/^assets\/shoe-.*\.png$/),
    ])
    const pictures = [...built.output].filter(([file]) => file.endsWith('.png')).map(([, bytes]) => isCutOut(bytes))
    expect(await Promise.all(pictures)).toEqual([true, true])
  })

  it.each(['before', 'behind'])('listed %s it, outputs of a cut-out are ours, alpha and all', async (order) => {
    const project = await startModule(
      "import a from './shoe.jpg?matting&w=12&format=webp'; import b from './bag.jpg?w=8&format=webp&as=srcset'; import c from './shoe.jpg?matting&w=8;16&as=srcset'; console.log(a, b, c)",
      ['src/shoe.jpg', 'src/bag.jpg'],
    )
    const { engine, calls } = createCountingEngine()
    const plugins: PluginOption[] = [matting({ engine }), imagetools({ cache: { enabled: false } })]
    const built = await buildProject(project, { plugins: order === 'before' ? plugins : plugins.reverse() })
    expect(calls.map(({ name }) => name)).toEqual(['shoe.jpg'])
    const found = listPictures(built).map(async (file) => {
      const { format, width, hasAlpha } = await sharp(built.output.get(file)).metadata()
      return `${file.slice(7, 11)} ${format} ${width} ${hasAlpha ? 'alpha' : 'opaque'}`
    })
    expect((await Promise.all(found)).sort()).toEqual([
      'bag- webp 8 opaque',
      'shoe png 16 alpha',
      'shoe png 8 alpha',
      'shoe webp 12 alpha',
    ])
  })
})

describe('several environments', () => {
  it('make several instances of the plugin, and cut a photo once', async () => {
    const counting = createCountingEngine()
    const holder = globalThis as { mattingTestEngine?: unknown }
    holder.mattingTestEngine = counting.engine
    const project = await startProject(
      {
        'index.html': '<script type="module" src="/src/main.js"></script>',
        'src/main.js': "import shoe from './shoe.jpg?matting'; console.log(shoe)",
        'vite.config.js': [
          "import matting from 'unplugin-matting/vite'",
          'export default {',
          '  plugins: [matting({ engine: globalThis.mattingTestEngine })],',
          '  build: { assetsInlineLimit: 0 },',
          "  environments: { ssr: { build: { ssr: true, outDir: 'server', rollupOptions: { input: 'src/main.js' } } } },",
          '  builder: { async buildApp(builder) {',
          '    await Promise.all(Object.values(builder.environments).map((one) => builder.build(one)))',
          '  } },',
          '}',
        ].join('\n'),
      },
      ['src/shoe.jpg'],
    )
    const { logger } = createLog()
    const configFile = join(project.dir, 'vite.config.js')
    const builder = await createBuilder({ root: project.dir, configFile, customLogger: logger, logLevel: 'warn' })
    await builder.buildApp()
    delete holder.mattingTestEngine
    expect(counting.calls).toHaveLength(1)
    const [client, server] = await Promise.all(['dist', 'server'].map((dir) => readOutput(join(project.dir, dir))))
    const [picture = 'none'] = [...(client ?? [])].map(([file]) => file).filter((file) => file.endsWith('.png'))
    expect([...(server ?? [])].filter(([file]) => file.endsWith('.png'))).toEqual([])
    const code = [...(server ?? [])].map(([, bytes]) => bytes.toString()).join('\n')
    expect(code).toContain(`"/${picture}"`)
  })
})

it('leaves the native alias plugin of Vite in place, and says nothing of its own alias', async () => {
  const names: string[] = []
  const spy = {
    name: 'spy',
    buildEnd(this: { environment: { plugins: readonly { name: string }[] } }): void {
      names.push(...this.environment.plugins.map(({ name }) => name))
    },
  }
  const project = await startModule("import shoe from './shoe.jpg?matting'; console.log(shoe)")
  const { log } = await buildProject(project, { plugins: [matting({ engine: createCountingEngine().engine }), spy] })
  expect(names).toContain('builtin:vite-alias')
  expect(log.join('\n')).not.toContain('customResolver')
})
