import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import { build, type Rolldown } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { createCountingEngine, makePhoto, readOutput } from '../support.ts'
import { createLog, startProject } from './support.ts'

/** Waits for the end of the next build of a watcher. */
function waitForBuild(watcher: Rolldown.RolldownWatcher): Promise<void> {
  return new Promise((resolve, reject) => {
    watcher.on('event', (event) => {
      if (event.code === 'END') resolve()
      if (event.code === 'ERROR') reject(event.error)
    })
  })
}

it('builds again when a photo changes: of a module, an @imported style sheet, a page', async () => {
  const project = await startProject(
    {
      'index.html': '<img src="./src/hat.jpg?matting"><script type="module" src="/src/main.js"></script>',
      'src/main.js': "import shoe from './shoe.jpg?matting'; import './main.css'; console.log(shoe)",
      'src/main.css': "@import './part/card.css';",
      'src/part/card.css': '.card { background: url(./bag.jpg?matting) }',
    },
    ['src/shoe.jpg', 'src/part/bag.jpg', 'src/hat.jpg'],
  )
  const { engine, calls } = createCountingEngine()
  const { logger, log } = createLog()
  const watcher = (await build({
    root: project.dir,
    configFile: false,
    customLogger: logger,
    logLevel: 'warn',
    plugins: [matting({ engine })],
    build: { assetsInlineLimit: 0, watch: {} },
  })) as Rolldown.RolldownWatcher
  onTestFinished(() => watcher.close())
  await waitForBuild(watcher)
  const list = async (): Promise<string[]> => [...(await readOutput(join(project.dir, 'dist'))).keys()]
  for (const [seed, photo] of ['src/shoe.jpg', 'src/part/bag.jpg', 'src/hat.jpg'].entries()) {
    const before = await list()
    calls.length = 0
    const built = waitForBuild(watcher)
    await makePhoto(join(project.dir, photo), { seed: 20 + seed })
    await built
    expect(calls).toEqual([expect.objectContaining({ name: photo.split('/').at(-1) })])
    expect((await list()).filter((file) => file.endsWith('.png') && !before.includes(file))).toHaveLength(1)
  }
  expect(log.filter((line) => line.includes('images ·'))).toHaveLength(4)
})
