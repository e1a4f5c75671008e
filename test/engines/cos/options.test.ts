import { describe, expect, it } from 'vitest'
import { isMattingError } from '../../../src/core/errors.ts'
import { checkCosOptions, type CosEngineOptions } from '../../../src/engines/cos/options.ts'
import { BUCKET, HOST, REGION, SECRET_ID, SECRET_KEY } from './setting.ts'

const VALID: CosEngineOptions = { bucket: BUCKET, region: REGION, secretId: SECRET_ID, secretKey: SECRET_KEY }

function refuse(change: Record<string, unknown>): { code: string; message: string } {
  try {
    checkCosOptions({ ...VALID, ...change } as CosEngineOptions)
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
  throw new Error('The options were taken.')
}

describe('checkCosOptions', () => {
  it('fills in the defaults', () => {
    expect(checkCosOptions(VALID)).toEqual({
      bucket: BUCKET,
      secretId: SECRET_ID,
      secretKey: SECRET_KEY,
      sessionToken: undefined,
      prefix: 'matting/',
      host: HOST,
      endpoint: new URL(`https://${HOST}`),
      timeout: 60_000,
      retries: 3,
      qps: 100,
    })
  })

  it.each<[string, unknown]>([
    ['prefix', ''],
    ['prefix', 'shop/cut-outs_v1.2/'],
    ['endpoint', 'http://127.0.0.1:8080'],
    ['endpoint', 'http://localhost:8080/'],
    ['endpoint', 'http://[::1]:8080'],
    ['endpoint', 'https://gateway.example.com'],
    ['retries', 0],
    ['qps', 0.5],
    ['timeout', 1],
  ])('takes %s %j', (name, value) => {
    expect(() => checkCosOptions({ ...VALID, [name]: value })).not.toThrow()
  })

  it.each<[string, unknown]>([
    ['bucket', undefined],
    ['bucket', 'examplebucket'],
    ['bucket', 'Example-1250000000'],
    ['bucket', 'a.example.com/-1'],
    ['region', ''],
    ['region', 'ap chengdu'],
    ['region', 'evil.example.com/'],
    ['prefix', '/matting/'],
    ['prefix', 'matting'],
    ['prefix', 'bücher/'],
    ['prefix', 'a/../b/'],
    ['prefix', 'a//'],
    ['endpoint', 'ftp://127.0.0.1'],
    ['endpoint', 'http://gateway.example.com'],
    ['endpoint', 'http://127.0.0.1.example.com'],
    ['endpoint', 'https://gateway.example.com/path'],
    ['endpoint', '127.0.0.1:80'],
    ['timeout', 0],
    ['timeout', 1.5],
    ['timeout', 4_000_000],
    ['timeout', '60000'],
    ['retries', -1],
    ['retries', 11],
    ['qps', 0],
    ['qps', Number.NaN],
    ['qps', Number.POSITIVE_INFINITY],
  ])('refuses %s %j, and names it', (name, value) => {
    const { code, message } = refuse({ [name]: value })
    expect(code).toBe('INVALID_OPTION')
    expect(message).toContain(`\`cos.${name}\``)
    expect(message).toMatch(/expected .*\n {2}fix: {6}\S/)
  })

  it.each(['secretId', 'secretKey'])('asks for %s by its environment variable', (name) => {
    const { code, message } = refuse({ [name]: undefined })
    expect(code).toBe('COS_CREDENTIALS')
    expect(message).toContain('is not set')
    expect(message).toContain('TENCENTCLOUD_SECRET_')
  })

  it.each(['secretId', 'secretKey', 'sessionToken'])('never shows %s', (name) => {
    const { code, message } = refuse({ [name]: 'hush hush\n' })
    expect(code).toBe('COS_CREDENTIALS')
    expect(message).not.toContain('hush')
  })

  it('shows no credentials of an endpoint', () => {
    const { message } = refuse({ endpoint: 'https://user:hush@gateway.example.com/?token=hush' })
    expect(message).toContain('gateway.example.com')
    expect(message).not.toContain('hush')
  })
})
