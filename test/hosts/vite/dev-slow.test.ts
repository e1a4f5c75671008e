import { afterEach, describe, expect, it } from 'vitest'
import { defineEngine } from '../../../src/engines/define.ts'
import { createCountingEngine } from '../support.ts'
import { readExport, startDev } from './dev-support.ts'
import { startModule, startProject } from './support.ts'

const COUNT = 60
const NAMES = Array.from({ length: COUNT }, (_, index) => `p${index}`)

/** An engine that waits until it is let go, however long that takes. */
function createLockedEngine(): ReturnType<typeof createCountingEngine> & { unlock(): void } {
  const counting = createCountingEngine()
  let unlock = (): void => undefined
  const unlocked = new Promise<void>((resolve) => (unlock = resolve))
  const engine = defineEngine({
    ...counting.engine,
    cut: async (...all) => {
      await unlocked
      return counting.engine.cut(...all)
    },
  })
  return { ...counting, engine, unlock }
}

describe('the dev server of Vite, while the engine is at work', () => {
  let unlock = (): void => undefined
  // A server closes only when nothing waits for it.
  afterEach(() => unlock())

  it('answers all imports of a module graph: static, dynamic, new URL(), pages', async () => {
    const photos = NAMES.map((name) => `src/${name}.jpg`)
    const lines = NAMES.map((name, index) => {
      if (index % 3 === 0) return `import ${name} from './${name}.jpg?matting'`
      return index % 3 === 1 ? `import('./${name}.jpg?matting')` : `new URL('./${name}.jpg?matting', import.meta.url)`
    })
    const page = `<script type="module" src="/src/main.js"></script>${NAMES.map((name) => `<img src="/src/${name}.jpg?matting&center">`).join('')}`
    const project = await startProject({ 'index.html': page, 'src/main.js': lines.join('\n') }, photos)
    const locked = createLockedEngine()
    unlock = locked.unlock
    const dev = await startDev(project, {}, { counting: locked })

    // One picture is asked for first: what follows does not wait for it.
    const first = dev.fetch(readExport(await dev.load('/src/p0.jpg?import&matting')))
    const html = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    expect(html.match(/src="\/@matting\//g)).toHaveLength(COUNT)
    await dev.load('/src/main.js')
    const urls = await Promise.all(
      NAMES.map(async (name) => readExport(await dev.load(`/src/${name}.jpg?import&matting`))),
    )
    expect(new Set(urls).size).toBe(COUNT)
    expect(dev.calls).toEqual([])

    locked.unlock()
    expect((await first).status).toBe(200)
    const answers = await Promise.all(urls.map((url) => dev.fetch(url)))
    expect(answers.map(({ status }) => status)).toEqual(NAMES.map(() => 200))
    expect(dev.calls).toHaveLength(COUNT)
  })

  it('answers each picture when it is there, and shows in the gallery what is not', async () => {
    const project = await startModule("import './shoe.jpg?matting'; import './bag.jpg?matting'", [
      'src/shoe.jpg',
      'src/bag.jpg',
    ])
    const counting = createCountingEngine()
    let finishShoe = (): void => undefined
    const shoeIsFinished = new Promise<void>((resolve) => (finishShoe = resolve))
    unlock = finishShoe
    const engine = defineEngine({
      ...counting.engine,
      cut: async (...all) => {
        if (all[0].name === 'shoe.jpg') await shoeIsFinished
        return counting.engine.cut(...all)
      },
    })
    const dev = await startDev(project, {}, { counting: { ...counting, engine } })
    const shoe = dev.fetch(readExport(await dev.load('/src/shoe.jpg?import&matting')))
    const bag = await dev.fetch(readExport(await dev.load('/src/bag.jpg?import&matting')))
    expect(bag.status).toBe(200)
    expect(await (await dev.fetch('/__matting/')).text()).toContain('2 pictures · 1 at work')
    finishShoe()
    expect((await shoe).status).toBe(200)
    expect(await (await dev.fetch('/__matting/')).text()).not.toContain('at work')
  })

  it('makes a picture once for all who wait for it', async () => {
    const locked = createLockedEngine()
    unlock = locked.unlock
    const dev = await startDev(await startModule("import './shoe.jpg?matting'"), {}, { counting: locked })
    const url = readExport(await dev.load('/src/shoe.jpg?import&matting'))
    const answers = Array.from({ length: 5 }, () => dev.fetch(url))
    locked.unlock()
    for (const answer of answers) expect((await answer).status).toBe(200)
    expect(dev.calls).toHaveLength(1)
  })
})
