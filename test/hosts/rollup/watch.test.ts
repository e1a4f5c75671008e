import { join } from 'node:path'
import matting from 'unplugin-matting/rollup'
import { type RollupWatcher, watch } from 'rollup'
import { expect, it, onTestFinished } from 'vitest'
import { createCountingEngine, makePhoto, readOutput } from '../support.ts'
import { startProject } from './support.ts'

/** Waits for the end of the next build: its error, or undefined. */
function waitForBuild(watcher: RollupWatcher): Promise<string | undefined> {
  return new Promise((resolve) => {
    const listen = (event: Parameters<Parameters<RollupWatcher['on']>[1]>[0] & { code?: string }): void => {
      if (event.code === 'ERROR') failure = (event as unknown as { error: Error }).error.message
      if (event.code === 'END') resolve(failure)
    }
    let failure: string | undefined
    watcher.on('event', listen)
  })
}

it('builds again when a photo changes, also after a build that failed', async () => {
  const project = await startProject({ 'main.js': "export { default } from './shoe.jpg?matting'" })
  const { engine, calls } = createCountingEngine()
  const dir = join(project.dir, 'dist')
  const watcher = watch({
    input: join(project.dir, 'main.js'),
    onLog: () => undefined,
    output: { dir },
    plugins: [matting({ engine, cache: { dir: join(project.dir, 'cache') } })],
  })
  onTestFinished(() => watcher.close())
  expect(await waitForBuild(watcher)).toBeUndefined()
  const before = [...(await readOutput(dir)).keys()]

  const failed = waitForBuild(watcher)
  await project.write('shoe.jpg', 'no picture')
  expect(await failed).toMatch(/"shoe\.jpg" is not an image/)

  const mended = waitForBuild(watcher)
  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 9 })
  expect(await mended).toBeUndefined()
  const added = [...(await readOutput(dir)).keys()].filter((file) => !before.includes(file))
  expect(added).toEqual([expect.stringMatching(/^assets\/shoe-.*\.png$/)])
  expect(calls).toHaveLength(2)
})
