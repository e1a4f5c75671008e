import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import { findModel, type ModelStorage } from '../../../src/engines/onnx/model.ts'
import { makeFolder } from '../../support/temporary.ts'

const MODEL = Buffer.from('a model')
const HASH = sha256(MODEL)
const NEVER = new AbortController().signal

const servers: Server[] = []
afterEach(() => void servers.splice(0).map((server) => server.close().closeAllConnections()))

/** Counts what it is asked. */
async function serve(respond: RequestListener = (_, response) => void response.end(MODEL)) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    respond(request, response)
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return { asked, source: `http://127.0.0.1:${(server.address() as AddressInfo).port}/net.onnx?token=hush` }
}

async function describeStorage(storage: Partial<ModelStorage> = {}) {
  const told: string[] = []
  const dir = await makeFolder()
  return {
    dir,
    told,
    cache: { dir, readonly: false },
    offline: false,
    announce: (m: string) => void told.push(m),
    ...storage,
  }
}

describe('findModel', () => {
  it('downloads once, tells it, and keeps the file under its hash', async () => {
    const { asked, source } = await serve()
    const storage = await describeStorage()
    const file = await findModel({ source, sha256: HASH }, storage, NEVER)
    expect(file).toBe(join(storage.dir, `models/${HASH}.onnx`))
    expect(await readFile(file)).toEqual(MODEL)
    expect(storage.told).toEqual([expect.stringMatching(/downloading the model net\.onnx to .*models/)])
    expect(await findModel({ source, sha256: HASH }, { ...storage, offline: true }, NEVER)).toBe(file)
    expect(asked).toHaveLength(1)
    expect(await readdir(join(storage.dir, 'models'))).toEqual([`${HASH}.onnx`])
  })

  it('downloads again what was damaged', async () => {
    const { asked, source } = await serve()
    const storage = await describeStorage()
    await mkdir(join(storage.dir, 'models'))
    await writeFile(join(storage.dir, `models/${HASH}.onnx`), 'half a mo')
    expect(await readFile(await findModel({ source, sha256: HASH }, storage, NEVER))).toEqual(MODEL)
    expect(asked).toHaveLength(1)
  })

  it('refuses another model, and keeps nothing of it', async () => {
    const { source } = await serve((_, response) => void response.end('another model'))
    const storage = await describeStorage()
    const error = await findModel({ source, sha256: HASH }, storage, NEVER).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'ONNX_MODEL', reason: expect.stringContaining(sha256('another model')) })
    expect(String(error)).not.toContain('hush')
    expect(await readdir(join(storage.dir, 'models'))).toEqual([])
  })

  it('tells of a server that fails, without the query', async () => {
    const { source } = await serve((_, response) => void response.writeHead(404).end())
    const storage = await describeStorage()
    const error = await findModel({ source, sha256: HASH }, storage, NEVER).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'SOURCE_DOWNLOAD', reason: expect.stringMatching(/The model .*answered 404/) })
    expect(String(error)).not.toContain('hush')
  })

  it('asks for nothing offline', async () => {
    const { asked, source } = await serve()
    const storage = await describeStorage({ offline: true })
    await expect(findModel({ source, sha256: HASH }, storage, NEVER)).rejects.toMatchObject({
      code: 'ONNX_MODEL',
      reason: expect.stringMatching(/mode "offline" sends nothing/),
    })
    expect(asked).toEqual([])
  })

  it('stops when the build is given up, and leaves nothing behind', async () => {
    const { source } = await serve((_, response) => void response.write('half'))
    const storage = await describeStorage()
    const abort = new AbortController()
    const finding = findModel({ source, sha256: HASH }, storage, abort.signal)
    setTimeout(() => abort.abort(new Error('given up')), 50)
    await expect(finding).rejects.toThrow('given up')
    expect(await readdir(join(storage.dir, 'models'))).toEqual([])
  })

  it.each<[string, (dir: string) => ModelStorage['cache']]>([
    ['there is no cache', () => false],
    ['the cache is read only', (dir) => ({ dir, readonly: true })],
  ])('keeps it for the process where %s', async (_, describeCache) => {
    const { asked, source } = await serve()
    const storage = await describeStorage()
    const cache = describeCache(storage.dir)
    const file = await findModel({ source, sha256: HASH }, { ...storage, cache }, NEVER)
    expect(file.startsWith(storage.dir)).toBe(false)
    expect(await findModel({ source, sha256: HASH }, { ...storage, cache }, NEVER)).toBe(file)
    expect(asked).toHaveLength(1)
    expect(await readdir(storage.dir)).toEqual([])
  })
})
