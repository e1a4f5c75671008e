import { join } from 'node:path'
import { rollup, watch } from 'rollup'
import matting from 'unplugin-matting/rollup'
import { describe, expect, it } from 'vitest'
import { createHangingEngine } from '../support.ts'
import { startProject } from './support.ts'

describe('pictures in flight are given up', () => {
  it('when the build fails elsewhere, which does not wait for them', async () => {
    const files = { 'main.js': "import './shoe.jpg?matting'; import './late.js'", 'late.js': 'export {}' }
    const project = await startProject(files)
    const { engine, begun, abandoned } = createHangingEngine()
    const failing = {
      name: 'failing',
      async transform(_code: string, id: string) {
        if (!id.endsWith('late.js')) return
        await begun
        throw new Error('late.js is wrong')
      },
    }
    const build = rollup({
      input: join(project.dir, 'main.js'),
      plugins: [matting({ engine, cache: { dir: join(project.dir, 'cache') } }), failing],
      onLog: () => undefined,
    })
    await expect(build).rejects.toThrow('late.js is wrong')
    expect(abandoned).toEqual(['shoe.jpg'])
  })

  it('when a watcher is closed', async () => {
    const project = await startProject({ 'main.js': "import './shoe.jpg?matting'" })
    const { engine, begun, abandoned } = createHangingEngine()
    const watcher = watch({
      input: join(project.dir, 'main.js'),
      plugins: [matting({ engine, cache: { dir: join(project.dir, 'cache') } })],
      onLog: () => undefined,
      output: { dir: join(project.dir, 'dist') },
    })
    await begun
    await watcher.close()
    expect(abandoned).toEqual(['shoe.jpg'])
  })
})
