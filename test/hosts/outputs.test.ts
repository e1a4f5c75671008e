import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Options } from '../../src/options/types.ts'
import { createCountingEngine, createProject, makePhoto, type Project, readOutput } from './support.ts'
import { build as buildWithWebpack } from './webpack/support.ts'

const EXTERNAL = { entryFileNames: 'main.mjs' }

/** Builds `main.js` of a project; gives what it exports. */
type Run = (project: Project, options: Options) => Promise<Record<string, unknown>>

async function load(project: Project): Promise<Record<string, unknown>> {
  const url = pathToFileURL(join(project.dir, 'dist/main.mjs'))
  return { ...((await import(`${url.href}?${Math.random()}`)) as Record<string, unknown>) }
}

const RUNS: Record<string, Run> = {
  async rollup(project, options) {
    const { rollup } = await import('rollup')
    const { default: matting } = await import('unplugin-matting/rollup')
    const bundle = await rollup({ input: join(project.dir, 'main.js'), plugins: [matting(options)], onLog: () => {} })
    await bundle.write({ dir: join(project.dir, 'dist'), ...EXTERNAL })
    await bundle.close()
    return load(project)
  },
  async rolldown(project, options) {
    const { rolldown } = await import('rolldown')
    const { default: matting } = await import('unplugin-matting/rolldown')
    const bundle = await rolldown({ input: join(project.dir, 'main.js'), plugins: [matting(options)], onLog: () => {} })
    await bundle.write({ dir: join(project.dir, 'dist'), ...EXTERNAL })
    await bundle.close()
    return load(project)
  },
  async vite(project, options) {
    const { build } = await import('vite')
    const { default: matting } = await import('unplugin-matting/vite')
    const input = join(project.dir, 'main.js')
    const rollupOptions = { input, preserveEntrySignatures: 'strict', output: EXTERNAL } as const
    const settings = { assetsInlineLimit: 0, modulePreload: false, rollupOptions }
    const plugins = [matting(options)]
    await build({ root: project.dir, configFile: false, logLevel: 'silent', plugins, build: settings })
    return load(project)
  },
  async webpack(project, options) {
    const built = await buildWithWebpack(project, { options, config: { entry: './main.js' } })
    expect(built.errors).toEqual([])
    return built.run()
  },
}

const CODE = `
export { default as small } from './shoe.jpg?matting&w=60&format=webp'
export { default as list } from './shoe.jpg?matting&w=30;60'
export { default as srcset } from './shoe.jpg?matting&w=30;60&format=webp&as=srcset'
export { default as picture } from './shoe.jpg?matting&w=30;60&format=webp;png&as=picture'
export { default as img } from './shoe.jpg?matting=card&as=img'
export { default as plain } from './shoe.jpg?matting'
`

describe.each(Object.entries(RUNS))('outputs in %s', (_name, run) => {
  it('are files of their own, and forms name their URLs', async () => {
    const project = await createProject({
      'package.json': '{ "type": "module" }',
      'main.js': CODE.replace('=card', ''),
    })
    onTestFinished(project.remove)
    await makePhoto(join(project.dir, 'shoe.jpg'), { width: 120, height: 80 })
    const { engine, calls } = createCountingEngine()
    const exports = await run(project, { engine, cache: { dir: join(project.dir, 'cache') } })
    const files = await readOutput(join(project.dir, 'dist'))
    expect(calls.length).toBe(1)

    const pictures = new Map<string, readonly [string | undefined, number | undefined]>()
    for (const [name, bytes] of files) {
      if (!/\.(?:png|webp)$/.test(name)) continue
      const { format, width } = await sharp(bytes).metadata()
      pictures.set(basename(name), [format, width])
    }
    const look = (url: unknown) => pictures.get(basename(String(url)))
    const lookAll = (srcset: unknown) =>
      String(srcset)
        .split(', ')
        .map((part) => [...(look(part.split(' ')[0]) ?? []), part.split(' ')[1]])
    expect(look(exports['plain'])).toEqual(['png', 120])
    expect(look(exports['small'])).toEqual(['webp', 60])
    expect((exports['list'] as unknown[]).map(look)).toEqual([
      ['png', 30],
      ['png', 60],
    ])
    const widths = (format: string) => [
      [format, 30, '30w'],
      [format, 60, '60w'],
    ]
    expect(lookAll(exports['srcset'])).toEqual(widths('webp'))
    const { sources, img } = exports['picture'] as { sources: Record<string, string>; img: Record<string, unknown> }
    expect(Object.keys(sources)).toEqual(['webp', 'png'])
    expect(lookAll(sources['webp'])).toEqual(widths('webp'))
    expect(lookAll(sources['png'])).toEqual(widths('png'))
    expect([look(img['src']), img['w'], img['h']]).toEqual([['png', 60], 60, 40])
    expect(exports['img']).toMatchObject({ w: 120, h: 80, src: exports['plain'] })
    expect(pictures.size).toBe(5)
  })
})
