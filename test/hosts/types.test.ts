import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compile } from '../types/compile.ts'
import { type Bundler, BUILDERS } from './builders.ts'
import { createCountingEngine, createProject, makePhoto } from './support.ts'

/** An entry, another one that is not built, and what TypeScript makes of both. */
async function createShop() {
  const project = await createProject({
    'package.json': '{ "type": "module" }',
    'main.js': `
      import shoe from './img/shoe.jpg?matting&padding=3x2&as=metadata'
      import widths from './img/shoe.jpg?matting&w=12;6'
      globalThis.show = [shoe, widths]`,
    'admin.js': "import './img/shoe.jpg?padding=1&matting&w=1;2;3'",
    'check.ts': `
      import shoe from './img/shoe.jpg?matting&padding=3x2&as=metadata'
      import widths from './img/shoe.jpg?matting&w=12;6'
      import admin from './img/shoe.jpg?padding=1&matting&w=1;2;3'
      export const size: [30, 20, 'png'] = [shoe.width, shoe.height, shoe.format]
      export const lists: [2, 3] = [widths.length, admin.length]
      // @ts-expect-error it has another width
      export const wrong: 24 = shoe.width`,
  })
  onTestFinished(project.remove)
  // Rollup and Rolldown have no root but the folder they run in.
  const folder = process.cwd()
  process.chdir(project.dir)
  onTestFinished(() => process.chdir(folder))
  await makePhoto(join(project.dir, 'img/shoe.jpg'))
  return project
}

describe.each(Object.keys(BUILDERS) as Bundler[])('types written by a build of %s', (bundler) => {
  it('are there when it ends, and are left alone by the next', async () => {
    const project = await createShop()
    const file = join(project.dir, 'matting-env.d.ts')
    const { engine } = createCountingEngine()
    await BUILDERS[bundler](project, { engine, dts: true }, [])
    expect(compile(project.dir, ['matting-env.d.ts', 'check.ts'])).toEqual([])
    const [text, { mtimeMs }] = [await readFile(file, 'utf8'), await stat(file)]
    await BUILDERS[bundler](project, { engine, dts: true }, [])
    expect(await readFile(file, 'utf8')).toBe(text)
    expect((await stat(file)).mtimeMs).toBe(mtimeMs)
  })
})
