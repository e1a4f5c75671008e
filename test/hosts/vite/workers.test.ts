import matting from 'unplugin-matting/vite'
import { describe, expect, it } from 'vitest'
import { createCountingEngine, isCutOut, type Project } from '../support.ts'
import { buildProject, joinOutput, listPictures, startProject } from './support.ts'

const FILES = {
  'index.html': '<script type="module" src="/src/main.js"></script>',
  'src/main.js': `
    import url from './shoe.jpg?matting'
    console.log(url, new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }))`,
  'src/worker.js':
    "import url from './shoe.jpg?matting'; import boot from './boot.jpg?matting'; postMessage([url, boot])",
}
const start = (): Promise<Project> => startProject(FILES, ['src/shoe.jpg', 'src/boot.jpg'])

describe.each(['iife', 'es'] as const)('a worker of format %s in a Vite build', (format) => {
  it('shares pictures with the page, and each is cut once', async () => {
    const built = await buildProject(await start(), { config: { worker: { format } } })
    expect(built.calls.sort()).toEqual(['boot.jpg', 'shoe.jpg'])
    expect(listPictures(built)).toEqual([
      expect.stringMatching(/^assets\/boot-[\w-]{8}\.png$/),
      expect.stringMatching(/^assets\/shoe-[\w-]{8}\.png$/),
    ])
    for (const file of listPictures(built)) {
      expect(await isCutOut(built.output.get(file)!)).toBe(true)
      expect(joinOutput(built, '.js')).toContain(`"/${file}"`)
    }
  })

  it.each(['/shop/', 'https://cdn.example/shop/'])('has pictures below the base %s', async (base) => {
    const built = await buildProject(await start(), { config: { base, worker: { format } } })
    const [boot = 'none'] = listPictures(built)
    expect(joinOutput(built, '.js')).toContain(`"${base}${boot}"`)
  })

  it('may have the plugin among its own, too', async () => {
    const counting = createCountingEngine()
    const plugins = () => [matting({ engine: counting.engine })]
    const built = await buildProject(await start(), { counting, config: { worker: { format, plugins } } })
    expect(built.calls.sort()).toEqual(['boot.jpg', 'shoe.jpg'])
    expect(listPictures(built)).toHaveLength(2)
  })
})

it('a worker whose photo is missing fails the build with import and importer', async () => {
  const project = await startProject(FILES, ['src/shoe.jpg'])
  await expect(buildProject(project)).rejects.toThrow(/"\.\/boot\.jpg" was not found[^]*importer: src\/worker\.js/)
})
