import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SYSTEM_CLOCK } from '../../../src/engines/cos/clock.ts'
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

const ROOT = join(import.meta.dirname, '../../..')

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
    const { code, stdout, stderr } = await runNode(await buildScript(), server.url)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: String(result.length), stderr: '' })
  })
})

/**
 * A script that cuts one photo and tells the size of the result, as plain JavaScript: Node 20 runs no TypeScript. It lies
 * inside the repository so that it finds the dependencies.
 */
async function buildScript(): Promise<string> {
  await mkdir(join(ROOT, 'tmp'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, 'tmp', 'cos-process-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const entry = join(folder, 'script.ts')
  await writeFile(
    entry,
    `import { createCosEngine, createCosService } from ${JSON.stringify(join(ROOT, 'src/engines/cos/index.ts'))}
    import { createSettings, cutPlain } from ${JSON.stringify(join(import.meta.dirname, 'setting.ts'))}
    const { png } = await cutPlain(createCosEngine(createCosService(createSettings(process.argv[2] ?? ''))))
    process.stdout.write(String(png.length))`,
  )
  const outDir = join(folder, 'out')
  await build({ root: ROOT, configFile: false, logLevel: 'silent', build: { ssr: entry, outDir } })
  return join(outDir, 'script.js')
}

function runNode(script: string, endpoint: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [script, endpoint], { timeout: 30_000 })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}
