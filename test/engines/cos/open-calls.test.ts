import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallJournal } from '../../../src/core/service.ts'
import type { CosEmulatorOptions, Fault } from '../../../src/emulator.ts'
import { SYSTEM_CLOCK } from '../../../src/engines/cos/clock.ts'
import { hashResult } from '../../../src/engines/cos/keys.ts'
import type { CosSettings } from '../../../src/engines/cos/options.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { startEmulator } from './emulator-setting.ts'
import {
  closeServer,
  createContext,
  createFastClock,
  createJournal,
  createService,
  listen,
  makePhoto,
  matting,
  renderError,
  runAll,
} from './setting.ts'

async function start(options: CosEmulatorOptions = {}, settings: Partial<CosSettings> = {}) {
  const clock = createFastClock()
  const emulator = await startEmulator(options)
  const service = createService(emulator.url, { ...emulator.settings, ...settings }, clock)
  return { emulator, service, clock }
}

/** A journal that tells in what order it was asked and written. */
function createTracedJournal(): CallJournal & { readonly trace: string[] } {
  const journal = createJournal()
  const trace: string[] = []
  return {
    trace,
    find: (picture) => journal.find(picture),
    begin: (picture) => {
      trace.push(`begin ${picture}`)
      journal.begin(picture)
    },
    end: (picture) => {
      trace.push(`end ${picture}`)
      journal.end(picture)
    },
  }
}

const photo = await makePhoto()
const picture = hashResult({ photo: photo.sha256, task: matting() })

describe('a paid call that is at work still', () => {
  it('is waited for when its answer is late: its result is used, and paid for once', async () => {
    // The work takes longer than an attempt.
    const emulator = await startEmulator({ latency: 1400 })
    const service = createService(emulator.url, { ...emulator.settings, timeout: 1000 }, SYSTEM_CLOCK)
    expect(await runAll(service, [matting()], photo)).toMatchObject([{ paid: true }])
    expect(emulator.bills).toHaveLength(1)
    expect(emulator.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('is waited for with longer and longer pauses, for 15 s at most', async () => {
    const faults: Fault[] = [{ on: 'put', kind: 'reset', times: 1 }]
    const { emulator, service, clock } = await start({ faults }, { timeout: 60_000 })
    await runAll(service, [matting()], photo)
    const [backOff = 0, ...pauses] = clock.waits.filter((ms) => ms > 10)
    expect(backOff).toBe(375)
    expect(pauses.slice(0, 5)).toEqual([500, 1000, 2000, 4000, 4000])
    const total = pauses.reduce((sum, pause) => sum + pause, 0)
    expect(total).toBeLessThanOrEqual(15_000)
    expect(total).toBeGreaterThan(14_000)
    expect(emulator.bills).toHaveLength(1)
  })

  it.each<[string, Fault]>([
    ['is refused', { on: 'put', kind: 'status', status: 503, code: 'SlowDown', times: 1 }],
    ['is throttled', { on: 'put', kind: 'status', status: 429, times: 1 }],
  ])('is none when it %s: it is asked again after the back-off', async (_, fault) => {
    const { service, clock } = await start({ faults: [fault] })
    await runAll(service, [matting()], photo)
    expect(clock.waits.filter((ms) => ms > 10)).toEqual([375])
  })
})

describe('a paid call that did not get through whole', () => {
  /** A server that tells of no result, and then does as `onUpload` says before it has read an upload. */
  async function startBroken(onUpload: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
    const server = createServer((request, response) => {
      if (request.method === 'PUT') return onUpload(request.socket)
      const body = renderError('NoSuchKey', 'None.')
      response.writeHead(404, { Connection: 'close', 'Content-Length': body.length }).end(body)
    })
    const port = await listen(server)
    onTestFinished(() => closeServer(server))
    return { url: `http://127.0.0.1:${port}`, server }
  }

  it('is not at work: the connection was refused', async () => {
    const journal = createTracedJournal()
    const { url, server } = await startBroken(() => undefined)
    const service = createService(url, { retries: 0 })
    // Nobody listens any more when the upload is to be sent.
    const context = createContext({ journal: { ...journal, begin: () => void server.close() } })
    const failed = runAll(service, [matting()], photo, context)
    await expect(failed).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    expect(journal.trace).toEqual([`end ${picture}`])
  })

  it('is not at work: the upload was cut off in the middle', async () => {
    const raw = randomBytes(1600 * 1500 * 3)
    const image = sharp(raw, { raw: { width: 1600, height: 1500, channels: 3 } })
    const large = await readPhoto(await image.png({ compressionLevel: 0 }).toBuffer(), 'large.png')
    const { url } = await startBroken((socket) => void socket.resetAndDestroy())
    const journal = createJournal()
    const failed = runAll(createService(url, { retries: 0 }), [matting()], large, createContext({ journal }))
    await expect(failed).rejects.toMatchObject({ code: 'COS_UNAVAILABLE' })
    expect(journal.begun.size).toBe(0)
  })
})

describe('the journal', () => {
  it('notes a paid call before it is sent, and its end', async () => {
    const journal = createTracedJournal()
    const { service } = await start()
    await runAll(service, [matting()], photo, createContext({ journal }))
    expect(journal.trace).toEqual([`begin ${picture}`, `end ${picture}`])
  })

  it('is left alone by what is found, and by what the service keeps nothing of', async () => {
    const journal = createTracedJournal()
    const { service } = await start({}, { method: 'download' })
    await runAll(service, [matting()], photo, createContext({ journal }))
    await runAll(service, [matting()], photo, createContext({ journal }))
    expect(journal.trace).toEqual([])
  })

  it.each<[string, Fault, boolean]>([
    ['a refusal', { on: 'put', kind: 'status', status: 403 }, false],
    ['an error of the service', { on: 'put', kind: 'ok-with-error' }, false],
    ['a reset', { on: 'put', kind: 'reset' }, true],
    ['a hang', { on: 'put', kind: 'hang' }, true],
    ['a gateway that fails', { on: 'put', kind: 'ok-with-html' }, true],
  ])('after %s: is the call open? %j → %s', async (_, fault, isOpen) => {
    const journal = createJournal()
    const { service } = await start({ faults: [fault] }, { retries: 0, timeout: 500 })
    const failed = runAll(service, [matting()], photo, createContext({ journal }))
    await expect(failed).rejects.toMatchObject({ name: 'MattingError' })
    expect(journal.begun.has(picture)).toBe(isOpen)
  })

  it('keeps a call open that the build was given up in', async () => {
    const journal = createJournal()
    const { emulator, service } = await start({ faults: [{ on: 'put', kind: 'hang' }] })
    const giveUp = new AbortController()
    const failed = runAll(service, [matting()], photo, createContext({ journal, signal: giveUp.signal }))
    while (!emulator.requests.some(({ method }) => method === 'PUT'))
      await new Promise((resolve) => setTimeout(resolve, 5))
    giveUp.abort(new Error('enough'))
    await expect(failed).rejects.toThrow('enough')
    expect(journal.begun.has(picture)).toBe(true)
  })

  it('has the result of a killed process waited for, which this one has not paid', async () => {
    const { emulator, service } = await start({ latency: 700 })
    const journal = createJournal()
    journal.begin(picture)
    // The killed one's request is at work.
    const killed = createService(emulator.url, emulator.settings)
    const work = runAll(killed, [matting()], photo)
    while (!emulator.requests.some(({ method }) => method === 'PUT'))
      await new Promise((resolve) => setTimeout(resolve, 5))
    const patient = createService(emulator.url, { ...emulator.settings, timeout: 5000 }, SYSTEM_CLOCK)
    expect(await runAll(patient, [matting()], photo, createContext({ journal }))).toMatchObject([{ paid: false }])
    expect(journal.begun.size).toBe(0)
    await work
    await service.close()
    expect(emulator.bills).toHaveLength(1)
  })

  it.each<[string, number]>([
    ['long ago', -20_000],
    ['in the future', 60_000],
  ])('with a call that began %s is no reason to wait', async (_, offset) => {
    const { emulator, service, clock } = await start()
    const journal = { ...createJournal(), find: () => Date.now() + offset }
    expect(await runAll(service, [matting()], photo, createContext({ journal }))).toMatchObject([{ paid: true }])
    expect(clock.waits.filter((ms) => ms > 10)).toEqual([])
    expect(emulator.bills).toHaveLength(1)
  })
})
