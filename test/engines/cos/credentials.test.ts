import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { AuthorizationSource } from '../../../src/core/authorization.ts'
import type { TemporaryKey } from '../../../src/emulator/access.ts'
import { createKeyring } from '../../../src/engines/cos/credentials.ts'
import type { CosSettings } from '../../../src/engines/cos/options.ts'
import { startEmulator } from './emulator-setting.ts'
import { BUCKET, createService, matting, REGION, rule, runAll } from './setting.ts'

const { signal } = new AbortController()

/** Keys as they are handed out: the n-th are called so. */
function makeKeys(number: number, life = 3600) {
  return {
    TmpSecretId: `tmp-id-${number}`,
    TmpSecretKey: `tmp-key-${number}`,
    SecurityToken: `tmp-token-${number}`,
    ExpiredTime: Date.now() / 1000 + life,
  }
}

function takeIn(
  { TmpSecretId, TmpSecretKey, SecurityToken }: ReturnType<typeof makeKeys>,
  expires?: number,
): TemporaryKey {
  const keys = { secretId: TmpSecretId, secretKey: TmpSecretKey, sessionToken: SecurityToken }
  return expires === undefined ? keys : { ...keys, expires }
}

function keyring(getAuthorization: AuthorizationSource, settings: Partial<CosSettings> = {}) {
  return createKeyring(
    { bucket: BUCKET, region: REGION, timeout: 5000, getAuthorization, ...settings },
    { time: Date.now },
  )
}

describe('getAuthorization', () => {
  const keys = makeKeys(1)
  const sts = {
    credentials: { tmpSecretId: 'tmp-id-1', tmpSecretKey: 'tmp-key-1', sessionToken: 'tmp-token-1' },
    startTime: 1,
    expiredTime: keys.ExpiredTime,
  }
  const expected = { secretId: 'tmp-id-1', secretKey: 'tmp-key-1', sessionToken: 'tmp-token-1' }

  it.each<[string, AuthorizationSource]>([
    ['returns keys', () => keys],
    ['resolves to keys', async () => keys],
    ['hands keys to the callback', (_, callback) => callback(keys)],
    ['hands keys to the callback later', (_, callback) => void setTimeout(() => callback(keys), 5)],
    // As an async function does that was written for a callback.
    [
      'resolves to nothing and calls back later',
      (async (_, callback) => void setTimeout(() => callback(keys), 5)) as AuthorizationSource,
    ],
    ['returns the answer of STS', () => sts],
    ['calls back with the answer of STS', (_, callback) => callback(sts)],
    [
      'uses the older name of the token',
      () => ({ ...keys, SecurityToken: undefined, XCosSecurityToken: 'tmp-token-1' }),
    ],
  ])('can be one that %s', async (_, source) => {
    expect(await keyring(source).take(signal)).toMatchObject(expected)
  })

  it('is asked for the bucket and its region', async () => {
    const requests: object[] = []
    await keyring((request) => {
      requests.push(request)
      return keys
    }).take(signal)
    expect(requests).toEqual([{ Bucket: BUCKET, Region: REGION }])
  })

  it('is asked once for all requests, and again a minute before the keys expire', async () => {
    let now = Date.now()
    let asked = 0
    const source: AuthorizationSource = async () => ({ ...makeKeys(++asked), ExpiredTime: now / 1000 + 600 })
    const ring = createKeyring(
      { bucket: BUCKET, region: REGION, timeout: 5000, getAuthorization: source },
      { time: () => now },
    )
    const taken = await Promise.all([ring.take(signal), ring.take(signal), ring.take(signal)])
    expect(taken.map(({ secretId }) => secretId)).toEqual(['tmp-id-1', 'tmp-id-1', 'tmp-id-1'])
    now += 539_000
    expect(await ring.take(signal)).toMatchObject({ secretId: 'tmp-id-1' })
    now += 2000
    expect(await ring.take(signal)).toMatchObject({ secretId: 'tmp-id-2' })
    expect([...ring.listSecrets()]).toEqual(expect.arrayContaining(['tmp-key-1', 'tmp-token-1', 'tmp-key-2']))
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'tmp-key-1'],
    ['no id', { ...keys, TmpSecretId: undefined }],
    ['a key with a line break', { ...keys, TmpSecretKey: 'hush-hush\n' }],
    ['a token that is no text', { ...keys, SecurityToken: 5 }],
    ['no end', { ...keys, ExpiredTime: undefined }],
    ['an end as text', { ...keys, ExpiredTime: '2030' }],
  ])('that gives %s is a fault with a name, without values', async (_, given) => {
    const failed = keyring(() => given as never).take(signal)
    await expect(failed).rejects.toMatchObject({ code: 'COS_CREDENTIALS', fix: expect.stringContaining('TmpSecretId') })
    const error: unknown = await failed.catch((reason: unknown) => reason)
    expect(inspect(error)).toContain('cos.getAuthorization')
    expect(inspect(error)).not.toMatch(/hush-hush|tmp-key-1|tmp-token-1/)
  })

  it.each<[string, AuthorizationSource]>([
    [
      'throws',
      () => {
        throw new Error('STS is down, secretKey=hush')
      },
    ],
    ['rejects', () => Promise.reject(new Error('STS is down, secretKey=hush'))],
  ])('that %s says why, and is asked again the next time', async (_, source) => {
    let asked = 0
    const ring = keyring((...request) => (++asked === 1 ? source(...request) : keys))
    const failed = ring.take(signal)
    await expect(failed).rejects.toMatchObject({
      code: 'COS_CREDENTIALS',
      message: expect.stringContaining('STS is down'),
    })
    await expect(failed).rejects.toMatchObject({ message: expect.not.stringContaining('hush') })
    expect(await ring.take(signal)).toMatchObject(expected)
  })

  it('that never answers is given up', async () => {
    const failed = keyring(() => undefined, { timeout: 20 }).take(signal)
    await expect(failed).rejects.toMatchObject({ code: 'COS_CREDENTIALS', message: expect.stringContaining('20 ms') })
  })

  it('is waited for no longer than the caller wants', async () => {
    const giveUp = new AbortController()
    const taken = keyring(() => undefined).take(giveUp.signal)
    const reason = new Error('enough')
    giveUp.abort(reason)
    await expect(taken).rejects.toBe(reason)
  })
})

describe('temporary keys at the service', () => {
  it('sign all requests, their token beside', async () => {
    const keys = makeKeys(1)
    const emulator = await startEmulator({ temporaryKeys: [takeIn(keys)] })
    let asked = 0
    const getAuthorization: AuthorizationSource = () => (asked++, keys)
    const service = createService(emulator.url, {
      ...emulator.settings,
      secretId: undefined,
      secretKey: undefined,
      getAuthorization,
    })
    await runAll(service, [matting(), rule('imageMogr2/thumbnail/24x')])
    expect(emulator.bills).toHaveLength(2)
    expect(asked).toBe(1)
  })

  it('are renewed once when the service says they have expired, and nothing is paid twice', async () => {
    const [stale, fresh] = [makeKeys(1), makeKeys(2)]
    const emulator = await startEmulator({ temporaryKeys: [takeIn(stale, Date.now() - 1000), takeIn(fresh)] })
    let asked = 0
    const getAuthorization: AuthorizationSource = () => (++asked === 1 ? stale : fresh)
    const service = createService(emulator.url, { ...emulator.settings, getAuthorization })
    expect(await runAll(service, [matting()])).toMatchObject([{ paid: true }])
    expect(asked).toBe(2)
    expect(emulator.listRequests()).toEqual(['GET 403', 'GET 404', 'PUT 200', 'GET 200'])
    expect(emulator.bills).toHaveLength(1)
  })

  it('that stay expired are an error', async () => {
    const stale = makeKeys(1)
    const emulator = await startEmulator({ temporaryKeys: [takeIn(stale, Date.now() - 1000)] })
    const service = createService(emulator.url, { ...emulator.settings, getAuthorization: () => stale })
    await expect(runAll(service, [matting()])).rejects.toMatchObject({
      name: 'MattingError',
      requestId: expect.any(String),
    })
    expect(emulator.listRequests()).toEqual(['GET 403', 'GET 403'])
  })

  it('given once and for all are not renewed', async () => {
    const stale = makeKeys(1)
    const emulator = await startEmulator({ temporaryKeys: [takeIn(stale, Date.now() - 1000)] })
    const service = createService(emulator.url, {
      ...emulator.settings,
      secretId: stale.TmpSecretId,
      secretKey: stale.TmpSecretKey,
      sessionToken: stale.SecurityToken,
    })
    await expect(runAll(service, [matting()])).rejects.toMatchObject({ fix: expect.stringContaining('emporary keys') })
    expect(emulator.listRequests()).toEqual(['GET 403'])
  })
})
