import { describe, expect, it } from 'vitest'
import { renderNetworkFailure } from '../../../src/engines/cos/failures.ts'
import { deriveProxy, listProxyVariables } from '../../../src/engines/cos/proxy.ts'

const ENV = { HTTPS_PROXY: 'http://proxy.example.com:8080', http_proxy: '' }

describe('proxies', () => {
  it('are asked for by variables that are not empty', () => {
    expect(listProxyVariables(ENV)).toEqual(['HTTPS_PROXY'])
    expect(listProxyVariables({ PATH: '/bin' })).toEqual([])
  })

  it.each([
    ['https://examplebucket-1250000000.cos.ap-chengdu.myqcloud.com', ENV, true],
    ['https://examplebucket-1250000000.cos.ap-chengdu.myqcloud.com', {}, false],
    ['http://127.0.0.1:8080', ENV, false],
    ['http://localhost:8080', ENV, false],
    ['http://[::1]:8080', ENV, false],
  ])('for %s with %j: %s', (endpoint, env, expected) => {
    expect('proxyEnv' in deriveProxy(new URL(endpoint), env)).toBe(expected)
  })
})

describe('the password of a proxy', () => {
  it('is shown by no failure', () => {
    const context = { action: 'GET a', actions: [], censor: (text: string) => text }
    const error = Object.assign(new Error('No tunnel via http://user:hush@proxy.example.com:8080'), {
      code: 'ERR_PROXY_TUNNEL',
    })
    expect(renderNetworkFailure(error, context).message).toContain('via http://***@proxy.example.com:8080')
  })
})
