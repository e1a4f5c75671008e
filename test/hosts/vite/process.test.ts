import { SourceMap, type SourceMapPayload } from 'node:module'
import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import { describe, expect, it } from 'vitest'
import { createCountingEngine } from '../support.ts'
import { buildProject, joinOutput, listPictures, startModule, startProject } from './support.ts'

const CODE =
  "import shoe from './shoe.jpg?matting'; console.log(shoe, new URL('./shoe.jpg?matting', import.meta.url).href)"

describe('several Vite builds in one process', () => {
  it('of one project cut a photo once, each with its own base and folder', async () => {
    const project = await startModule(CODE)
    const counting = createCountingEngine()
    const bases = ['/', '/sub/', 'https://cdn.example/']
    const builds = await Promise.all(
      bases.map((base, index) =>
        buildProject(project, { counting, config: { base, build: { outDir: `out-${index}` } } }),
      ),
    )
    expect(counting.calls).toHaveLength(1)
    for (const [index, built] of builds.entries()) {
      const [file = 'none', ...more] = listPictures(built)
      expect(more).toEqual([])
      expect(joinOutput(built, '.js')).toContain(`"${bases[index]}${file}"`)
      expect(built.output.get(file)).toEqual(builds[0]?.output.get(file))
    }
  })

  it('of two projects share nothing but the engine', async () => {
    const counting = createCountingEngine()
    const projects = [
      await startModule(CODE),
      await startProject({ 'index.html': '<img src="./a/shoe.jpg?matting">' }, ['a/shoe.jpg']),
    ]
    const builds = await Promise.all(projects.map((project) => buildProject(project, { counting })))
    for (const built of builds) expect(listPictures(built)).toHaveLength(1)
  })

  it('may use one plugin, one after the other and at the same time', async () => {
    const counting = createCountingEngine()
    const plugin = matting({ engine: counting.engine })
    const project = await startModule(CODE)
    const build = (outDir: string) =>
      buildProject(project, { counting, plugins: [plugin], config: { build: { outDir } } })
    const [first] = [await build('one')]
    const [second, third] = await Promise.all([build('two'), build('three')])
    for (const built of [second, third]) expect(built?.output).toEqual(first?.output)
  })
})

describe('a server build of Vite', () => {
  it('that emits assets has the same files and bytes as the client, of modules, style sheets and metadata', async () => {
    const project = await startModule(
      "import './main.css'; import shoe from './shoe.jpg?matting'; import told from './hat.jpg?matting&as=metadata'; console.log(shoe, told)",
      ['src/shoe.jpg', 'src/hat.jpg', 'src/bag.jpg'],
    )
    await project.write('src/main.css', '.a { background: url(./bag.jpg?matting) }')
    const counting = createCountingEngine()
    const client = await buildProject(project, { counting })
    const build = { ssr: 'src/main.js', emitAssets: true, outDir: 'server' }
    const server = await buildProject(project, { counting, config: { build } })
    expect(server.calls).toEqual([])
    const files = listPictures(client)
    expect(files.map((file) => file.replace(/-.{8}\.png$/, ''))).toEqual(['assets/bag', 'assets/hat', 'assets/shoe'])
    for (const file of listPictures(server)) expect(server.output.get(file)).toEqual(client.output.get(file))
    for (const file of files.slice(1)) expect(joinOutput(server, '.js')).toContain(`"/${file}"`)
  })
})

describe('renderBuiltUrl of Vite', () => {
  it.each<
    [string, (file: string, host: { hostType: string }) => string | { relative: true } | { runtime: string }, RegExp]
  >([
    [
      'an address',
      (file) => `https://pictures.example/${file}`,
      /"https:\/\/pictures\.example\/assets\/shoe-.{8}\.png"/,
    ],
    ['a relative URL', () => ({ relative: true }), /new URL\(.*shoe-.{8}\.png.*import\.meta\.url\)/],
    [
      'code, in code',
      (file, { hostType }) =>
        hostType === 'js' ? { runtime: `globalThis.locate(${JSON.stringify(file)})` } : `/r/${file}`,
      /globalThis\.locate\("assets\/shoe-.{8}\.png"\)/,
    ],
  ])('gives %s, in modules, style sheets and pages', async (_what, renderBuiltUrl, expected) => {
    const project = await startModule("import './main.css'; import shoe from './shoe.jpg?matting'; console.log(shoe)", [
      'src/shoe.jpg',
      'src/bag.jpg',
      'src/hat.jpg',
    ])
    await project.write('src/main.css', '.a { background: url(./bag.jpg?matting) }')
    await project.write(
      'index.html',
      '<img src="./src/hat.jpg?matting"><script type="module" src="/src/main.js"></script>',
    )
    const built = await buildProject(project, { config: { experimental: { renderBuiltUrl } } })
    expect(joinOutput(built, '.js')).toMatch(expected)
    for (const [extension, name] of [
      ['.css', 'bag'],
      ['.html', 'hat'],
    ] as const) {
      const file = listPictures(built).find((one) => one.includes(name)) ?? 'none'
      const url = renderBuiltUrl(file, { hostType: extension.slice(1) })
      const base = extension === '.css' ? '' : 'assets/'
      const written = typeof url === 'string' ? url : `${base}${file.replace('assets/', '')}`
      expect(joinOutput(built, extension)).toContain(written)
    }
  })
})

it('keeps the source map of a module whose new URL() was rewritten', async () => {
  const code = [
    "const marked = new URL('./shoe.jpg?matting', import.meta.url).href; console.log('first', marked)",
    "console.log('second')",
  ]
  const built = await buildProject(await startModule(code.join('\n')), { config: { build: { sourcemap: true } } })
  const [name = 'none'] = [...built.output.keys()].filter((file) => file.endsWith('.js.map'))
  const map = new SourceMap(JSON.parse(String(built.output.get(name))) as SourceMapPayload)
  const lines = String(built.output.get(name.replace('.map', ''))).split('\n')
  for (const [line, text] of [
    [0, '"first"'],
    [1, '"second"'],
  ] as const) {
    const at = lines.findIndex((one) => one.includes(text))
    const entry = map.findEntry(at, lines[at]?.indexOf(text) ?? 0)
    expect(entry).toMatchObject({ originalLine: line, originalColumn: code[line]?.indexOf(text.replaceAll('"', "'")) })
    expect(join('/', 'originalSource' in entry ? entry.originalSource : '')).toMatch(/src\/main\.js$/)
  }
})
