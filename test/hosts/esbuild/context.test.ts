import { join } from 'node:path'
import { context } from 'esbuild'
import matting from 'unplugin-matting/esbuild'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createCountingEngine, makePhoto, type Project, readOutput } from '../support.ts'
import { describeBuild, startProject } from './support.ts'

async function startContext(project: Project) {
  const { engine, calls } = createCountingEngine()
  const close = vi.fn(async () => undefined)
  const results: string[][] = []
  const watcher = {
    name: 'watcher',
    setup: ({ onEnd }: Parameters<ReturnType<typeof matting>['setup']>[0]) =>
      onEnd(({ errors }) => void results.push(errors.map(({ text }) => text))),
  }
  const options = describeBuild(project, [matting({ engine: { ...engine, close } }), watcher])
  const built = await context(options)
  onTestFinished(() => built.dispose())
  const listPictures = async () => {
    const code = (await readOutput(join(project.dir, 'dist'))).get('main.js')?.toString() ?? ''
    return [...code.matchAll(/shoe-\w+\.png/g)].map(([name]) => name)
  }
  return { built, calls, close, results, listPictures }
}

it('a context builds again what changed, and closes the engine when it is disposed of', async () => {
  const project = await startProject({ 'main.js': "export { default } from './shoe.jpg?matting'" })
  const { built, calls, close, listPictures } = await startContext(project)
  await built.rebuild()
  await built.rebuild()
  expect(calls).toHaveLength(1)
  const [before] = await listPictures()

  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 9 })
  await built.rebuild()
  expect(calls).toHaveLength(2)
  expect(await listPictures()).not.toContain(before)

  await project.write('shoe.jpg', 'no picture')
  await expect(built.rebuild()).rejects.toThrow('"shoe.jpg" is not an image')
  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 9 })
  await built.rebuild()
  expect(calls).toHaveLength(2)

  expect(close).not.toHaveBeenCalled()
  await built.dispose()
  await vi.waitFor(() => expect(close).toHaveBeenCalledOnce())
})

it.each([
  ['an import', "export { default } from './shoe.jpg?matting'", ''],
  ['metadata', "export { default } from './shoe.jpg?matting&as=metadata'", ''],
  ['a style sheet', "import './a.css'; export default 'shoe-0.png'", '.a { background: url(./shoe.jpg?matting) }'],
])('watch mode sees a missing photo appear, damaged, mended and edited: %s', async (_what, code, css) => {
  const project = await startProject({ 'main.js': code, 'a.css': css }, [])
  const { built, calls, results } = await startContext(project)
  const photo = join(project.dir, 'shoe.jpg')
  const waitFor = (expected: unknown) => vi.waitFor(() => expect(results.at(-1)).toEqual(expected), 20_000)
  await built.watch()
  await waitFor([expect.stringContaining('was not found')])
  await project.write('shoe.jpg', 'no picture')
  await waitFor([expect.stringContaining('is not an image')])
  await makePhoto(photo)
  await waitFor([])
  await makePhoto(photo, { seed: 9 })
  await vi.waitFor(() => expect(calls).toHaveLength(2), 20_000)
  await waitFor([])
})
