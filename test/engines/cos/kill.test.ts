import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CosMethod } from '../../../src/engines/cos/options.ts'
import { buildScript, ROOT, runToEnd, start } from './child.ts'
import { startEmulator } from './emulator-setting.ts'

const PHOTOS = 4
/** Two pictures of each: a cut-out and a rule. */
const PICTURES = PHOTOS * 2

/** Makes all pictures of some photos, with a journal of files, and tells how many it paid for. */
const MAKE_ALL = `
  import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
  import { createCosService } from ${JSON.stringify(join(ROOT, 'src/engines/cos/index.ts'))}
  import { readPhoto } from ${JSON.stringify(join(ROOT, 'src/raster/photo.ts'))}
  import { createContext, makeJpeg, matting, rule, runAll } from ${JSON.stringify(join(import.meta.dirname, 'setting.ts'))}
  const [folder, settings] = process.argv.slice(2)
  mkdirSync(folder, { recursive: true })
  const journal = {
    find(picture) {
      try { return Number(readFileSync(folder + '/' + picture, 'utf8')) } catch { return undefined }
    },
    begin: (picture) => writeFileSync(folder + '/' + picture, String(Date.now())),
    end: (picture) => rmSync(folder + '/' + picture, { force: true }),
  }
  const service = createCosService(JSON.parse(settings))
  const runs = Array.from({ length: ${PHOTOS} }, async (_, index) => {
    const photo = await readPhoto(await makeJpeg(48 + index, 40), 'a.jpg')
    return runAll(service, [matting(), rule('imageMogr2/thumbnail/24x')], photo, createContext({ journal }))
  })
  const results = (await Promise.all(runs)).flat()
  await service.close()
  process.stdout.write(results.length + ' pictures')
`

describe('a build that is killed and run again', () => {
  it.each<[CosMethod, string]>([
    ['upload', 'PUT'],
    ['cloud', 'POST'],
  ])('pays once for each picture by method %s, whenever it is killed', async (method, verb) => {
    const emulator = await startEmulator({ latency: 800 })
    const folder = await mkdtemp(join(tmpdir(), 'cos-journal-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const script = await buildScript(MAKE_ALL)
    const settings = JSON.stringify({ ...emulator.settings, method, timeout: 4000 })
    const countPaid = (): number => emulator.requests.filter((request) => request.method === verb).length
    // The number of paid requests that are at work when the process is killed: for longer than the next one takes to start.
    for (const sent of [1, 2, 3]) {
      const before = countPaid()
      const { child, ended } = start(script, folder, settings)
      while (countPaid() < before + sent && child.exitCode === null) await sleep(1)
      child.kill('SIGKILL')
      await ended
    }
    expect(await runToEnd(script, folder, settings)).toEqual({ code: 0, stdout: `${PICTURES} pictures`, stderr: '' })
    const paid = emulator.bills.map(({ resultKey }) => resultKey)
    expect(new Set(paid).size).toBe(PICTURES)
    expect(paid).toHaveLength(PICTURES)
  })
})
