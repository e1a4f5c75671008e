import { join } from 'node:path'
import { type RolldownWatcherEvent, watch } from 'rolldown'
import matting from 'unplugin-matting/rolldown'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createCountingEngine, makePhoto, readOutput } from '../support.ts'
import { startProject } from './support.ts'

it('builds again when a photo changes, also after a build that failed, and ends with the watcher', async () => {
  const project = await startProject({ 'main.js': "export { default } from './shoe.jpg?matting'" })
  const { engine, calls } = createCountingEngine()
  const close = vi.fn(async () => undefined)
  const dir = join(project.dir, 'dist')
  const events: RolldownWatcherEvent[] = []
  const watcher = watch({
    input: join(project.dir, 'main.js'),
    onLog: () => undefined,
    output: { dir },
    plugins: [matting({ engine: { ...engine, close }, cache: { dir: join(project.dir, 'cache') } })],
  })
  onTestFinished(() => watcher.close())
  watcher.on('event', (event) => void events.push(event))
  const waitFor = (code: string, text: string) =>
    vi.waitFor(async () => {
      const last = events.findLast((event) => event.code === 'ERROR' || event.code === 'BUNDLE_END')
      expect(last?.code).toBe(code)
      const told = last?.code === 'ERROR' ? last.error.message : (await readOutput(dir)).get('main.js')?.toString()
      expect(told).toContain(text)
    }, 20_000)
  const listPictures = async () => [...(await readOutput(dir)).keys()].filter((file) => file.endsWith('.png'))

  await waitFor('BUNDLE_END', 'assets/shoe-')
  const [before = 'none'] = await listPictures()
  await project.write('shoe.jpg', 'no picture')
  await waitFor('ERROR', '"shoe.jpg" is not an image')

  await makePhoto(join(project.dir, 'shoe.jpg'), { seed: 9 })
  await waitFor('BUNDLE_END', 'assets/shoe-')
  const [added = 'none'] = (await listPictures()).filter((file) => file !== before)
  await waitFor('BUNDLE_END', added)

  await project.write('main.js', "export { default } from './shoe.jpg?matting'; export const more = 1")
  await waitFor('BUNDLE_END', 'more')
  await waitFor('BUNDLE_END', added)
  expect(calls).toHaveLength(2)
  expect(close).not.toHaveBeenCalled()
  await watcher.close()
  expect(close).toHaveBeenCalledOnce()
})
