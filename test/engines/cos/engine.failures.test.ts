import { describe, expect, it } from 'vitest'
import { failUpload, send } from './failing.ts'
import { renderError, SECRET_ID, SECRET_KEY, SESSION_TOKEN } from './setting.ts'

describe('the service refuses', () => {
  it.each<[number, string, string, RegExp]>([
    [403, 'SignatureDoesNotMatch', 'COS_CREDENTIALS', /TENCENTCLOUD_SECRET_KEY/],
    [403, 'InvalidAccessKeyId', 'COS_CREDENTIALS', /TENCENTCLOUD_SECRET_ID/],
    [403, 'AccessDenied', 'COS_DENIED', /cos:PutObject and ci:CreateGoodsMattingJob/],
    [403, 'ExpiredToken', 'COS_CREDENTIALS', /getAuthorization/],
    [403, 'ResourceAccessDenied', 'COS_DENIED', /cos:PutObject and ci:CreateGoodsMattingJob/],
    [400, 'CIRoleNotExist', 'COS_NOT_ENABLED', /console/],
    [404, 'NoSuchBucket', 'COS_NOT_FOUND', /cos\.bucket.*cos\.region/],
    [400, 'AIBucketUnBinded', 'COS_NOT_ENABLED', /enable/],
    [400, 'ImageTooLarge', 'COS_REJECTED', /32 pixels/],
    [400, 'InvalidArgument', 'COS_REJECTED', /request id/],
    [429, 'WhateverItIsCalled', 'COS_THROTTLED', /cos\.qps/],
    [503, 'SlowDown', 'COS_THROTTLED', /cos\.qps/],
    [500, 'InternalError', 'COS_UNAVAILABLE', /later/],
    [200, 'AIBucketUnBinded', 'COS_NOT_ENABLED', /enable/],
    [200, 'NeverHeardOf', 'COS_REJECTED', /request id/],
  ])('%d %s is %s, with a fix', async (status, serviceCode, code, fix) => {
    const { error, server } = await failUpload(send(status, renderError(serviceCode, 'Sorry for that.')))
    expect(error).toMatchObject({ code, serviceCode, requestId: 'REQUEST-ID-1' })
    expect(error.fix).toMatch(fix)
    expect(error.message).toContain(': Sorry for that. (service code')
    expect(error.message).toContain('REQUEST-ID-1')
    expect(error.message).toMatch(/PUT matting\/src\/[\da-f]{64}\.jpg/)
    expect(server.count('PUT')).toBe(1)
  })

  it('tells a clock that stays wrong, after one more try', async () => {
    const { error, server } = await failUpload(send(403, renderError('RequestTimeTooSkewed', 'No.')))
    expect(error).toMatchObject({ code: 'COS_DENIED', fix: expect.stringContaining('clock') })
    expect(server.count('PUT')).toBe(2)
  })

  it('tells an expired signature from missing rights', async () => {
    const { error } = await failUpload(send(403, renderError('AccessDenied', 'Request has expired')))
    expect(error.fix).toMatch(/clock/)
  })

  it.each<[number, string, string]>([
    [308, '', 'COS_REJECTED'],
    [308, renderError('ServiceUnavailable', 'Elsewhere.'), 'COS_REJECTED'],
    [501, renderError('NotImplemented', 'No such rule.'), 'COS_REJECTED'],
    [301, '<html>', 'COS_REJECTED'],
    [400, '<Error><Code>Acc', 'COS_REJECTED'],
    [401, '', 'COS_DENIED'],
    [403, 'forbidden', 'COS_DENIED'],
    [404, '<html><br></html>', 'COS_NOT_FOUND'],
    [408, '', 'COS_TIMEOUT'],
    [429, '{"error":"slow"}', 'COS_THROTTLED'],
    [500, '</x></y>', 'COS_UNAVAILABLE'],
    [502, '<!DOCTYPE html><html>', 'COS_UNAVAILABLE'],
    // What ends the process when cos-nodejs-sdk-v5 3.0.0 reads it.
    [500, '<?xml', 'COS_UNAVAILABLE'],
    [500, '<!--', 'COS_UNAVAILABLE'],
    [503, '<![CDATA[', 'COS_UNAVAILABLE'],
    [503, '<!DOCTYPE x [<!ENTITY', 'COS_UNAVAILABLE'],
    [400, '<a b="', 'COS_REJECTED'],
  ])('%d with body %j is %s', async (status, body, code) => {
    const { error } = await failUpload(send(status, body))
    expect(error).toMatchObject({ code, requestId: 'REQUEST-ID-1' })
  })

  it('names https where http is redirected', async () => {
    const { error } = await failUpload(send(308, ''))
    expect(error).toMatchObject({ fix: expect.stringContaining('https://') })
  })

  it('follows no redirect', async () => {
    const { server } = await failUpload((response) => {
      response.writeHead(307, { Location: '/elsewhere', 'Content-Length': 0 }).end()
    })
    expect(server.requests.map(({ url }) => url)).not.toContain('/elsewhere')
  })
})

describe('the service answers oddly', () => {
  it.each<[string, string | Buffer]>([
    ['text', 'hello'],
    ['nothing', ''],
    ['HTML', '<html><body><br></body></html>'],
    ['malformed XML', '<a></b></c>'],
    ['cut-off XML', '<UploadResult><ProcessResults><Object>'],
    ['a cut-off error', '<Error><Code>AccessDen'],
    ['JSON', '{"UploadResult":{}}'],
    ['bytes', Buffer.from([0, 255, 254, 1, 60, 62])],
    ['no results', '<UploadResult/>'],
    [
      'another result',
      '<UploadResult><ProcessResults><Object><Key>x.png</Key></Object></ProcessResults></UploadResult>',
    ],
  ])('200 with %s is COS_RESPONSE, and asked once', async (_, body) => {
    const { error, server } = await failUpload(send(200, body), { retries: 2 })
    expect(error).toMatchObject({ code: 'COS_RESPONSE', requestId: 'REQUEST-ID-1' })
    expect(server.count('PUT')).toBe(1)
  })

  it('gives up an endless answer', async () => {
    const { error } = await failUpload((response) => {
      response.writeHead(200)
      const chunk = Buffer.alloc(64 * 1024, 32)
      const pour = (): void => {
        while (response.writable && response.write(chunk)) continue
        if (response.writable) response.once('drain', pour)
      }
      pour()
    })
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', message: expect.stringContaining('larger than') })
  })
})

describe('secrets', () => {
  it('are struck out of what the service says', async () => {
    const echo = `key ${SECRET_ID}, token ${SESSION_TOKEN}, q-signature=abcdef0123456789, Authorization: q-ak=x\u001b[31m`
    const { error } = await failUpload(send(403, renderError('AccessDenied', echo.replace('\u001b', '&#9;'))))
    expect(error.message).toContain('***')
    expect(error.message).not.toContain('abcdef0123456789')
  })

  it('are struck out of code and request id', async () => {
    const { error } = await failUpload((response) => {
      response.writeHead(400, { 'x-cos-request-id': SECRET_ID }).end(renderError(SECRET_KEY, 'x'))
    })
    expect(error).toMatchObject({ serviceCode: '***', requestId: '***' })
  })

  it('of a failed connection carry no packets', async () => {
    const { error } = await failUpload(
      (_, request, incoming) => void incoming.socket.end(`${String(request.headers.authorization)}\r\n\r\n`),
    )
    expect(Object.keys(error.cause as Error)).toEqual(['code'])
  })
})
