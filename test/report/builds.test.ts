import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BUILDERS } from '../hosts/builders.ts'
import { createCountingEngine, createProject, makePhoto } from '../hosts/support.ts'
import { readCards } from './support.ts'

/** All that are told the folder of the project; to Rollup and Rolldown it is the folder of the process. */
const BUNDLERS = ['vite', 'webpack', 'rspack', 'rsbuild', 'esbuild', 'farm'] as const

const FILES = {
  'main.js':
    "import shoe from './shoe.jpg?matting&padding=2'\nimport list from './shoe.jpg?matting&w=12;6'\nimport './main.css'\nconsole.log(shoe, list)\n",
  'main.css': '.hat { background: url(./hat.jpg?matting) }',
  'index.html': '<!doctype html><script type="module" src="./main.js"></script>',
}

describe('builds with a report', { timeout: 60_000 }, () => {
  it.each(BUNDLERS)('%s', async (bundler) => {
    const project = await createProject(FILES)
    onTestFinished(project.remove)
    await makePhoto(join(project.dir, 'shoe.jpg'))
    await makePhoto(join(project.dir, 'hat.jpg'), { seed: 2 })
    const told: string[] = []
    for (const status of ['Made here', 'Cached']) {
      const { engine } = createCountingEngine()
      await BUILDERS[bundler](project, { engine, report: 'out/report.html', lockfile: false }, told)
      const cards = readCards(await readFile(join(project.dir, 'out/report.html'), 'utf8'))
      expect(Object.keys(cards)).toEqual([
        'hat.jpg?matting',
        'shoe.jpg?matting&amp;padding=2x2',
        'shoe.jpg?matting&amp;w=12',
        'shoe.jpg?matting&amp;w=6',
      ])
      for (const card of Object.values(cards)) expect(card).toContain(status)
      expect(cards['hat.jpg?matting']).toMatch(/Imported by main\.css:1 \.\/hat\.jpg\?matting$/)
      expect(cards['shoe.jpg?matting&amp;w=6']).toMatch(/Imported by main\.js:2 \.\/shoe\.jpg\?matting&amp;w=12;6$/)
    }
    expect(told.filter(Boolean)).toEqual([])
  })
})
