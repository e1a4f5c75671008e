import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SYSTEM_CLOCK } from '../../../src/engines/cos/clock.ts'
import { buildScript, ROOT, runToEnd } from './child.ts'
import {
  answer,
  createBucket,
  createEngine,
  cutPlain,
  makePng,
  type RawServer,
  renderError,
  startServer,
} from './setting.ts'

/** Cuts one photo and tells the size of the result. */
const CUT_ONE = `
  import { createCosEngine, createCosService } from ${JSON.stringify(join(ROOT, 'src/engines/cos/index.ts'))}
  import { createSettings, cutPlain } from ${JSON.stringify(join(import.meta.dirname, 'setting.ts'))}
  const { png } = await cutPlain(createCosEngine(createCosService(createSettings(process.argv[2] ?? ''))))
  process.stdout.write(String(png.length))
`

/** A server that calls `onPut` when an upload arrives, and leaves it unanswered. */
async function startSilentServer(onPut: () => void): Promise<RawServer & { closed: Promise<void> }> {
  let hasClosed = (): void => undefined
  const closed = new Promise<void>((resolve) => (hasClosed = resolve))
  const started = await startServer((response, request, incoming) => {
    if (request.method === 'GET') return void answer(response, 404, renderError('NoSuchKey', 'None.'))
    incoming.socket.once('close', () => hasClosed())
    onPut()
  })
  return { ...started, closed }
}

describe('a build that is given up', () => {
  it('ends requests in flight at once, with its reason', async () => {
    const giveUp = new AbortController()
    const reason = new Error('enough')
    const { url, closed, count } = await startSilentServer(() => giveUp.abort(reason))
    await expect(cutPlain(createEngine(url), giveUp.signal)).rejects.toBe(reason)
    await closed
    expect(count('PUT')).toBe(1)
  })

  it('sends nothing when it was given up before', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    const reason = new Error('enough')
    await expect(cutPlain(createEngine(server.url), AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(server.requests).toHaveLength(0)
  })

  it('does not wait for the next try', async () => {
    const giveUp = new AbortController()
    const reason = new Error('enough')
    const server = await startServer((response) => {
      answer(response, 503, '')
      setTimeout(() => giveUp.abort(reason), 20)
    })
    const engine = createEngine(server.url, { retries: 10 }, SYSTEM_CLOCK)
    await expect(cutPlain(engine, giveUp.signal)).rejects.toBe(reason)
    expect(server.requests).toHaveLength(1)
  })
})

describe('close', () => {
  it('ends what is in flight, and nothing is sent after it', async () => {
    let arrived = (): void => undefined
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    const { url, closed, requests } = await startSilentServer(arrived)
    const engine = createEngine(url)
    const cut = cutPlain(engine)
    const outcome = expect(cut).rejects.toMatchObject({ code: 'ENGINE_FAILED' })
    await arrival
    await engine.close?.()
    await outcome
    await closed
    expect(requests).toHaveLength(2)
    await expect(cutPlain(engine)).rejects.toMatchObject({ code: 'ENGINE_FAILED' })
  })
})

describe('the process', () => {
  it('can end although the engine was not closed, and hears nothing from the SDK', async () => {
    const result = await makePng()
    const server = await startServer(createBucket(result).respond)
    const { code, stdout, stderr } = await runToEnd(await buildScript(CUT_ONE), server.url)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: String(result.length), stderr: '' })
  })
})
