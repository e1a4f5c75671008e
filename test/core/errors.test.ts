import { describe, expect, it } from 'vitest'
import { isMattingError, locateError, MattingError, redact } from '../../src/core/errors.ts'

describe('MattingError', () => {
  it('tells import, importer, cause and fix, with prefix', () => {
    const cause = new Error('underneath')
    const error = new MattingError('COS_DENIED', 'The bucket refused the request', {
      specifier: './shoe.jpg?matting',
      importer: 'src/main.js',
      fix: 'Check the secret key.',
      serviceCode: 'SignatureDoesNotMatch',
      requestId: 'NjU0',
      cause,
    })
    expect(error.message).toBe(
      [
        '[unplugin-matting] The bucket refused the request (service code SignatureDoesNotMatch, request id NjU0)',
        '  import:   ./shoe.jpg?matting',
        '  importer: src/main.js',
        '  fix:      Check the secret key.',
      ].join('\n'),
    )
    expect(error).toMatchObject({ code: 'COS_DENIED', requestId: 'NjU0', cause })
    expect(isMattingError(error)).toBe(true)
  })

  it('is told apart from other errors', () => {
    expect(isMattingError(new Error('x'))).toBe(false)
    expect(isMattingError({ name: 'MattingError', code: 'USAGE' })).toBe(false)
  })

  it('is placed once, where it is first known', () => {
    const error = new MattingError('SOURCE_NOT_FOUND', 'Gone.')
    const placed = locateError(error, { specifier: './a.jpg?matting', importer: 'b.js' })
    expect(placed.message).toContain('./a.jpg?matting')
    expect(locateError(placed, { specifier: './other.jpg', importer: 'c.js' })).toBe(placed)
  })
})

describe('redact', () => {
  it.each([
    ['GET /a?q-signature=abc123&x=1', 'abc123'],
    ['Authorization: q-sign-algorithm=sha1&q-ak=AKIDxyz&q-signature=abc', 'AKIDxyz'],
    ['{"x-cos-security-token":"tok-123"}', 'tok-123'],
    ['secretKey=hunter2', 'hunter2'],
    ['SecretId: AKIDabc', 'AKIDabc'],
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret)
    expect(new MattingError('COS_REJECTED', text).message).not.toContain(secret)
  })

  it('leaves other text alone', () => {
    expect(redact('padding=20x10 at shoe.jpg?matting')).toBe('padding=20x10 at shoe.jpg?matting')
  })
})
