import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../src/emulator.ts'
import type { CosMethod } from '../../../src/engines/cos/options.ts'
import { startEmulator } from './emulator-setting.ts'
import { createContext, createService, makePhoto, matting, runAll } from './setting.ts'

/** Faults of the request that is paid for. */
const AT: Readonly<Record<'cloud' | 'download', Fault['operation']>> = {
  cloud: 'process-object',
  download: 'download-cutout',
}

async function play(method: 'cloud' | 'download', fault: Omit<Fault, 'operation'>) {
  const emulator = await startEmulator({ faults: [{ operation: AT[method], ...fault }] })
  const service = createService(emulator.url, { ...emulator.settings, method, timeout: 700 })
  const context = createContext()
  const outcome = runAll(service, [matting()], await makePhoto(), context)
  return { emulator, service, context, outcome }
}

describe('methods "cloud" and "download" on bad days', () => {
  it.each<[CosMethod & ('cloud' | 'download'), Omit<Fault, 'operation'>, string, number]>([
    ['cloud', { kind: 'status', status: 403 }, 'COS_DENIED', 0],
    ['cloud', { kind: 'status', status: 400, code: 'AIBucketUnBinded' }, 'COS_NOT_ENABLED', 0],
    ['cloud', { kind: 'reset' }, 'COS_UNAVAILABLE', 0],
    ['cloud', { kind: 'ok-with-text' }, 'COS_RESPONSE', 0],
    ['cloud', { kind: 'broken-png' }, 'ENGINE_RESULT', 1],
    ['download', { kind: 'status', status: 403 }, 'COS_DENIED', 0],
    ['download', { kind: 'status', status: 400, code: 'AIBucketUnBinded' }, 'COS_NOT_ENABLED', 0],
    ['download', { kind: 'status', status: 429 }, 'COS_THROTTLED', 0],
    ['download', { kind: 'ok-with-text' }, 'COS_RESPONSE', 0],
    ['download', { kind: 'ok-with-html' }, 'COS_RESPONSE', 0],
    ['download', { kind: 'ok-with-error', code: 'InvalidArgument' }, 'COS_REJECTED', 0],
    ['download', { kind: 'empty-result' }, 'ENGINE_RESULT', 1],
    ['download', { kind: 'broken-png' }, 'ENGINE_RESULT', 1],
    ['download', { kind: 'original-as-result' }, 'ENGINE_RESULT', 1],
  ])('%s: %j is %s, after %d bills', async (method, fault, code, bills) => {
    const { emulator, outcome } = await play(method, fault)
    await expect(outcome).rejects.toMatchObject({ code, fix: expect.any(String) })
    expect(emulator.bills).toHaveLength(bills)
    expect([...emulator.objects.keys()].filter((key) => key.includes('/out/')).length).toBe(
      method === 'cloud' ? bills : 0,
    )
  })

  it.each<[string, Omit<Fault, 'operation'>]>([
    ['is reset after the work', { kind: 'reset', times: 1, executed: true }],
    ['is cut off', { kind: 'truncate', times: 1 }],
    ['comes from a gateway', { kind: 'ok-with-html', times: 1, executed: true }],
  ])('cloud: an answer that %s is paid for once', async (_, fault) => {
    const { emulator, outcome } = await play('cloud', fault)
    expect(await outcome).toMatchObject([{ paid: true }])
    expect(emulator.bills).toHaveLength(1)
  })

  it('download: a lost answer is asked for again, and the user is told that it may cost', async () => {
    const { emulator, outcome, context } = await play('download', { kind: 'reset', times: 1, executed: true })
    expect(await outcome).toMatchObject([{ paid: true }])
    expect(context.warnings).toEqual([expect.stringContaining('may be billed once more')])
    expect(emulator.bills).toHaveLength(2)
  })

  it('download: a refusal is asked for again without a word', async () => {
    const { emulator, outcome, context } = await play('download', { kind: 'status', status: 503, times: 1 })
    expect(await outcome).toMatchObject([{ paid: true }])
    expect(context.warnings).toEqual([])
    expect(emulator.bills).toHaveLength(1)
  })

  it('download: a cut-out that the bucket does not take is used, with a warning', async () => {
    const emulator = await startEmulator({
      faults: [{ operation: 'put-object', key: '/out/', kind: 'status', status: 403 }],
    })
    const service = createService(emulator.url, { ...emulator.settings, method: 'download' })
    const context = createContext()
    expect(await runAll(service, [matting()], await makePhoto(), context)).toMatchObject([{ paid: true }])
    expect(context.warnings).toEqual([expect.stringContaining('is not kept')])
  })

  it('cloud: a look that is refused leads to an upload, which tells why', async () => {
    const emulator = await startEmulator({ permissions: ['cos:GetObject', 'cos:PutObject', 'ci:*'] })
    const service = createService(emulator.url, { ...emulator.settings, method: 'cloud' })
    expect(await runAll(service, [matting()])).toMatchObject([{ paid: true }])
    expect(emulator.listRequests()).toEqual(['GET 404', 'HEAD 403', 'PUT 200', 'POST 200', 'GET 200'])
  })

  it.each<[CosMethod, string[], string]>([
    ['upload', ['cos:GetObject', 'ci:*'], 'cos:PutObject and ci:CreateGoodsMattingJob'],
    ['cloud', ['cos:GetObject', 'cos:HeadObject', 'ci:*'], 'cos:PutObject'],
    ['download', ['cos:*'], 'cos:GetObject and ci:CreateGoodsMattingJob'],
  ])('%s: of the rights %j, those of the request are named: %s', async (method, permissions, rights) => {
    const emulator = await startEmulator({ permissions })
    const service = createService(emulator.url, { ...emulator.settings, method })
    await expect(runAll(service, [matting()])).rejects.toMatchObject({
      code: 'COS_DENIED',
      fix: expect.stringContaining(`Grant ${rights} on`),
    })
  })
})
