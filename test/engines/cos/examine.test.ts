import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/core/finding.ts'
import type { CosEmulatorOptions } from '../../../src/emulator.ts'
import { type CosExamination, type CosSettings, examineCos } from '../../../src/engines/cos/index.ts'
import { startEmulator } from './emulator-setting.ts'
import { closeServer, createSettings, listen } from './setting.ts'

const RESULTS = 'results-1250000000'

async function examine(
  options: CosEmulatorOptions = {},
  settings: Partial<CosSettings> = {},
  examination: Partial<CosExamination> = {},
): Promise<{ findings: Finding[]; bills: number; find: (check: string) => Finding | undefined }> {
  const emulator = await startEmulator(options)
  const { signal } = new AbortController()
  const findings: Finding[] = []
  const told = examineCos({ ...emulator.settings, ...settings }, { paid: false, signal, env: {}, ...examination })
  for await (const finding of told) findings.push(finding)
  const find = (check: string) => findings.find((finding) => finding.check === check)
  return { findings, bills: emulator.bills.length, find }
}

describe('examineCos', () => {
  it('finds nothing wrong where nothing is, and pays for nothing', async () => {
    const { findings, bills } = await examine()
    expect(findings.map(({ check, status }) => `${check}: ${status}`)).toEqual([
      'proxy: ok',
      'keys: ok',
      'clock: ok',
      'bucket: ok',
      'bucket: read: ok',
      'bucket: write: ok',
      'bucket: look: ok',
      'matting: ok',
      'public address: skipped',
      'cut-out: skipped',
    ])
    expect(bills).toBe(0)
  })

  it('makes one cut-out that nobody has made before, when it is told to', async () => {
    const { find, bills } = await examine({}, {}, { paid: true })
    expect(find('cut-out')).toMatchObject({ status: 'ok', detail: expect.stringMatching(/\d+ bytes in \d+ ms/) })
    expect(bills).toBe(1)
  })

  it.each<[string, CosEmulatorOptions, Partial<CosSettings>, string, object]>([
    ['a wrong secret key', {}, { secretKey: 'wrong' }, 'keys', { status: 'fail', code: 'COS_CREDENTIALS' }],
    ['a wrong secret id', {}, { secretId: 'wrong' }, 'keys', { status: 'fail', code: 'COS_CREDENTIALS' }],
    ['no keys', {}, { secretId: undefined }, 'keys', { status: 'fail', code: 'COS_CREDENTIALS' }],
    [
      'getAuthorization that throws',
      {},
      {
        getAuthorization: () => {
          throw new Error('no STS here')
        },
      },
      'keys',
      { status: 'fail', detail: expect.stringContaining('no STS here') },
    ],
    ['another bucket', {}, { bucket: 'other-1250000000' }, 'bucket', { status: 'fail', code: 'COS_NOT_FOUND' }],
    [
      'a clock that is wrong',
      { clock: () => Date.now() + 600_000 },
      {},
      'clock',
      { status: 'warn', detail: expect.stringMatching(/(?:599|600) s behind/), fix: expect.stringContaining('NTP') },
    ],
    [
      'no right to read',
      { permissions: ['cos:PutObject', 'cos:HeadObject', 'ci:*'] },
      {},
      'bucket: read',
      { status: 'fail', code: 'COS_DENIED', fix: expect.stringContaining('cos:GetObject') },
    ],
    [
      'no right to write',
      { permissions: ['cos:GetObject', 'cos:HeadObject', 'ci:*'] },
      {},
      'bucket: write',
      { status: 'fail', code: 'COS_DENIED', fix: expect.stringContaining('cos:PutObject') },
    ],
    [
      'no right to look',
      { permissions: ['cos:GetObject', 'cos:PutObject', 'ci:*'] },
      {},
      'bucket: look',
      { status: 'warn', fix: expect.stringContaining('cos:HeadObject') },
    ],
    [
      'no right to cut',
      { permissions: ['cos:*'] },
      {},
      'matting',
      { status: 'fail', code: 'COS_DENIED', fix: expect.stringContaining('ci:CreateGoodsMattingJob') },
    ],
    ['CI not bound', { services: { bound: false } }, {}, 'matting', { status: 'fail', code: 'COS_NOT_ENABLED' }],
    ['AI not enabled', { services: { ai: false } }, {}, 'matting', { status: 'fail', code: 'COS_NOT_ENABLED' }],
    [
      'no result bucket',
      {},
      { resultBucket: RESULTS },
      'result bucket: read',
      { status: 'fail', code: 'COS_NOT_FOUND' },
    ],
    ['a result bucket', { buckets: [RESULTS] }, { resultBucket: RESULTS }, 'result bucket: write', { status: 'ok' }],
  ])('tells of %s', async (_, options, settings, check, finding) => {
    const { find, bills } = await examine(options, settings)
    expect(find(check)).toMatchObject(finding)
    expect(bills).toBe(0)
  })

  it('asks no further where nothing answers', async () => {
    const closed = createServer()
    const port = await listen(closed)
    await closeServer(closed)
    const { findings } = await examine({}, { endpoint: `http://127.0.0.1:${port}` })
    expect(findings).toMatchObject([{ check: 'proxy' }, { check: 'network', status: 'fail', code: 'COS_UNAVAILABLE' }])
  })

  it.each([
    [200, 'ok'],
    [403, 'fail'],
    [404, 'fail'],
  ])('asks the public address as a browser does: %d is %s', async (status, expected) => {
    const seen: string[] = []
    const server = createServer(({ method, url, headers }, response) => {
      seen.push(`${method} ${url} ${headers.authorization ?? 'unsigned'}`)
      response.writeHead(status).end()
    })
    const port = await listen(server)
    const { find } = await examine({}, { publicUrl: `http://127.0.0.1:${port}/cdn` })
    await closeServer(server)
    expect(find('public address')?.status).toBe(expected)
    expect(seen).toEqual(['HEAD /cdn/matting/doctor.txt unsigned'])
  })

  it('names the variables that ask for a proxy, not what they say', async () => {
    const { find } = await examine({}, {}, { env: { HTTPS_PROXY: 'http://user:hush@proxy.example.com' } })
    expect(find('proxy')?.detail).toContain('HTTPS_PROXY')
    expect(JSON.stringify(find('proxy'))).not.toContain('hush')
  })

  it('ends with the reason when it is given up', async () => {
    const reason = new Error('enough')
    await expect(examine({}, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('shows no secrets', async () => {
    const settings = createSettings('http://127.0.0.1:1')
    const { findings } = await examine({}, { secretKey: settings.secretKey, secretId: settings.secretId })
    expect(JSON.stringify(findings)).not.toContain(settings.secretKey)
    expect(JSON.stringify(findings)).not.toContain(settings.secretId)
  })
})
