import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCountingEngine, isCutOut, makePhoto } from '../support.ts'
import { buildProject, joinOutput, listPictures, startModule, startProject } from './support.ts'

const HASH = '[\\w-]{8}'

describe('JS imports in a Vite build', () => {
  it('emits a cut-out named after its photo and gives its URL', async () => {
    const project = await startModule("import shoe from './shoe.jpg?matting&padding=2x1'; console.log(shoe)")
    const built = await buildProject(project)
    expect(listPictures(built)).toEqual([expect.stringMatching(`^assets/shoe-${HASH}\\.png$`)])
    const [file = ''] = listPictures(built)
    expect(await isCutOut(built.output.get(file) as Buffer)).toBe(true)
    expect(joinOutput(built, '.js')).toContain(`"/${file}"`)
  })

  it.each([
    ['dynamic', "import('./shoe.jpg?matting').then(({ default: shoe }) => console.log(shoe))"],
    ['re-exported', "import { shoe } from './catalogue.js'; console.log(shoe)"],
    ['in new URL()', "console.log(new URL('./shoe.jpg?matting', import.meta.url).href)"],
    ['in new URL() without dot', "console.log(new URL('shoe.jpg?matting', import.meta.url).href)"],
    ['in new URL() as a template', 'console.log(new URL(`./shoe.jpg?matting`, import.meta.url).href)'],
    ['from the root', "import shoe from '/src/shoe.jpg?matting'; console.log(shoe)"],
    ['by alias', "import shoe from '@/shoe.jpg?matting'; console.log(shoe)"],
    ['by glob', "console.log(import.meta.glob('./*.jpg', { query: '?matting', import: 'default', eager: true }))"],
    ['with keys of the bundler', "import shoe from './shoe.jpg?t=123&url&matting'; console.log(shoe)"],
  ])('serves an import %s', async (_kind, code) => {
    const project = await startModule(code)
    await project.write('src/catalogue.js', "export { default as shoe } from './shoe.jpg?matting'")
    const built = await buildProject(project, { config: { resolve: { alias: { '@': join(project.dir, 'src') } } } })
    expect(built.calls).toEqual(['shoe.jpg'])
    const [file = '', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(file).toMatch(/^assets\/shoe-.*\.png$/)
    expect(joinOutput(built, '.js')).toContain(`/${file}`)
  })

  it('finds photos of packages', async () => {
    const project = await startModule("import shoe from 'photos/shoe.jpg?matting'; console.log(shoe)", [])
    await project.write('node_modules/photos/package.json', '{ "name": "photos" }')
    await makePhoto(join(project.dir, 'node_modules/photos/shoe.jpg'))
    expect(listPictures(await buildProject(project))).toEqual([expect.stringMatching(/^assets\/shoe-/)])
  })

  it('serves file names with spaces and letters of any script', async () => {
    const name = 'rote Schuhe 鞋.jpg'
    const code = [`import a from './${name}?matting'`, `console.log(a)`]
    code.push(`console.log(new URL('${encodeURI(`./${name}`)}?matting', import.meta.url).href)`)
    const built = await buildProject(await startModule(code.join('\n'), [`src/${name}`]))
    expect(built.calls).toEqual([name])
    const [file = ''] = listPictures(built)
    expect(file).toMatch(/^assets\/rote Schuhe 鞋-.*\.png$/)
    expect(joinOutput(built, '.js')).toContain(encodeURI(file))
  })

  it('cuts nothing again in a warm build, and writes the same files', async () => {
    const counting = createCountingEngine()
    const project = await startModule(
      "import a from './shoe.jpg?matting'; import b from './bag.jpg?matting'; console.log(a, b)",
      ['src/shoe.jpg', 'src/bag.jpg'],
    )
    const cold = await buildProject(project, { counting })
    const warm = await buildProject(project, { counting })
    expect(cold.calls).toHaveLength(2)
    expect(warm.calls).toEqual([])
    expect(warm.output).toEqual(cold.output)
    expect(cold.log.join('\n')).toMatch(/\[unplugin-matting\] 2 images · 2 cut by counting in/)
    expect(warm.log.filter((line) => line.startsWith('[unplugin-matting]'))).toEqual([
      '[unplugin-matting] 2 images · 2 cached',
    ])
  })

  it('leaves other images and templates of new URL() to Vite', async () => {
    const project = await startModule(
      "import bag from './bag.png'; const n = location.hash; console.log(bag, new URL(`./${n}.webp`, import.meta.url).href)",
      ['src/bag.png', 'src/hat.webp'],
    )
    const built = await buildProject(project)
    expect(built.calls).toEqual([])
    expect(listPictures(built)).toEqual([
      expect.stringMatching(/^assets\/bag-.*\.png$/),
      expect.stringMatching(/^assets\/hat-.*\.webp$/),
    ])
  })

  it('gives a server build the URL of the client, cuts nothing for it and emits nothing', async () => {
    const counting = createCountingEngine()
    const files = {
      'index.html': '<script type="module" src="/src/main.js"></script>',
      'src/main.js': "import shoe from './shoe.jpg?matting'; console.log(shoe)",
    }
    const project = await startProject(files, ['src/shoe.jpg'])
    const client = await buildProject(project, { counting })
    const config = { build: { ssr: 'src/main.js', outDir: 'server' } }
    const server = await buildProject(project, { counting, config })
    expect(server.calls).toEqual([])
    expect(listPictures(server)).toEqual([])
    const [file = 'none'] = listPictures(client)
    expect(joinOutput(server, '.js')).toContain(`"/${file}"`)
  })
})
