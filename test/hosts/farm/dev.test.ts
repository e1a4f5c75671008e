import { join } from 'node:path'
import { createCompiler, createDevServer, resolveConfig } from '@farmfe/core'
import sharp from 'sharp'
import matting from 'unplugin-matting/farm'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createCountingEngine, isCutOut, makePhoto, type Project } from '../support.ts'
import { describeBuild, KeptLog, startProject } from './support.ts'

/** Starts a dev server, as `farm` does, with all that Farm has on by itself: its persistent cache, and lazy compilation. */
async function startServer(project: Project) {
  const { engine, calls } = createCountingEngine()
  const logger = new KeptLog()
  const config = describeBuild(project, logger, {
    plugins: [matting({ engine })],
    compilation: { input: { index: './index.html' }, mode: 'development', persistentCache: true },
  })
  const port = 9100 + (process.pid % 800)
  const options = { ...config, mode: 'development', server: { port, host: '127.0.0.1', open: false } }
  const resolved = await resolveConfig(options, 'development', logger)
  const server = await createDevServer(await createCompiler(resolved, logger), resolved, logger)
  await server.listen()
  onTestFinished(async () => {
    await server.watcher?.getInternalWatcher().close()
    await server.close()
  })
  const compiler = server.getCompiler()
  // What the server answers from.
  const get = (name: string) => compiler.resource(name) ?? Buffer.of()
  return { calls, get, list: () => Object.keys(compiler.resources()) }
}

it('a dev server of Farm serves pictures, and the new one of an edited photo; the next one uses what is there', async () => {
  const project = await startProject({
    'index.html': '<!doctype html><html><body><script type="module" src="./main.js"></script></body></html>',
    'main.js': "import './a.css'; import shoe from './shoe.jpg?matting'; document.body.append(shoe)",
    'a.css': '.a { background: url(./shoe.jpg?matting) }',
  })
  const { calls, get, list } = await startServer(project)
  const [picture = 'none', ...more] = list().filter((file) => file.endsWith('.png'))
  expect(more).toEqual([])
  expect(await isCutOut(get(picture))).toBe(true)
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 40 })
  await vi.waitFor(async () => {
    expect((await sharp(get(picture)).metadata()).width).toBe(40)
  }, 10_000)
  expect(calls).toHaveLength(2)

  const next = await startServer(project)
  expect((await sharp(next.get(picture)).metadata()).width).toBe(40)
  expect(next.calls).toEqual([])
})
