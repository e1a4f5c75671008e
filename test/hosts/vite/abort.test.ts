import matting from 'unplugin-matting/vite'
import { createServer } from 'vite'
import { describe, expect, it } from 'vitest'
import { createHangingEngine } from '../support.ts'
import { createLog, startModule } from './support.ts'

describe('pictures in flight are given up', () => {
  it.each([
    ['a module that waits for it', '/src/shoe.jpg?import&matting&as=metadata', {}],
    ['a style sheet that waits for it', '/src/main.css', {}],
    ['a picture on its way to the page', undefined, {}],
    ['a module, in a server without a port', '/src/shoe.jpg?import&matting&as=metadata', { middlewareMode: true }],
  ])('when a dev server is closed: %s', async (_what, path, server) => {
    const project = await startModule("import './shoe.jpg?matting'")
    await project.write('src/main.css', '.a { background: url(./shoe.jpg?matting) }')
    const { engine, begun, abandoned } = createHangingEngine()
    const { log, logger } = createLog()
    const dev = await createServer({
      root: project.dir,
      configFile: false,
      customLogger: logger,
      plugins: [matting({ engine })],
      server: { port: 0, host: '127.0.0.1', ...server },
      optimizeDeps: { noDiscovery: true },
    })
    if (!('middlewareMode' in server)) await dev.listen()
    const load = async (url: string): Promise<string> =>
      (await dev.environments.client.transformRequest(url))?.code ?? ''
    const picture = /export default "([^"]*)"/.exec(path ? '' : await load('/src/shoe.jpg?import&matting'))?.[1]
    const address = dev.httpServer?.address()
    const waiting = path
      ? load(path)
      : fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}${picture}`)
    const ending = waiting.then(
      () => 'done',
      () => 'failed',
    )
    await begun
    await dev.close()
    await ending
    expect(abandoned).toEqual(['shoe.jpg'])
    expect(log).toEqual([])
  })
})
