import { join } from 'node:path'
import type { RsbuildConfig, StartDevServerResult } from '@rsbuild/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'
import { create } from './support.ts'

let project: Project
let started: StartDevServerResult

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `import './style.css'; import shoe from './shoe.jpg?matting'; document.title = shoe`,
    'src/style.css': 'p { background: url("./hat.jpg?matting") }',
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 1 })
  await makePhoto(join(project.dir, 'src/hat.jpg'), { seed: 2 })
})

afterEach(async () => {
  await started.server.close()
  await project.remove()
})

const CONFIG: RsbuildConfig = {
  mode: 'development',
  dev: { writeToDisk: false },
  output: { dataUriLimit: 0 },
  server: { host: '127.0.0.1', port: 0, printUrls: false },
}

async function start(): Promise<(path: string) => Promise<Response>> {
  const rsbuild = await create(project, { options: { engine: createCountingEngine().engine }, config: CONFIG })
  started = await rsbuild.startDevServer()
  return (path) => fetch(`http://127.0.0.1:${started.port}${path}`)
}

const PICTURE_RE = /static\/image\/(\w+)[\w.-]*\.png/g

test('the dev server serves cut-outs, of modules and of style sheets, and sees an edited photo', async () => {
  const get = await start()
  const read = async (path: string): Promise<string> => (await get(path)).text()
  const pictures = await vi.waitFor(async () => {
    const text = (await read('/static/js/index.js')) + (await read('/static/css/index.css'))
    expect(text).toContain('static/image/shoe')
    return [...text.matchAll(PICTURE_RE)]
  })
  expect(new Set(pictures.map(([, name]) => name))).toEqual(new Set(['shoe', 'hat']))
  const served = new Map<string, Buffer>()
  for (const [path, name = ''] of pictures) {
    const response = await get(`/${path}`)
    expect(response.headers.get('content-type')).toBe('image/png')
    served.set(name, Buffer.from(await response.arrayBuffer()))
    expect(await isCutOut(served.get(name)!)).toBe(true)
  }
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 3 })
  await vi.waitFor(
    async () => {
      const text = await read('/static/js/index.js')
      const path = [...text.matchAll(PICTURE_RE)].find(([, name]) => name === 'shoe')?.[0] ?? ''
      const bytes = Buffer.from(await (await get(`/${path}`)).arrayBuffer())
      expect(bytes.equals(served.get('shoe') ?? Buffer.alloc(0))).toBe(false)
      expect(await isCutOut(bytes)).toBe(true)
    },
    { timeout: 20_000, interval: 200 },
  )
})
