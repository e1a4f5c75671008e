import { expect, test } from 'vitest'
import type { RequestHead } from '../../src/emulator/request.ts'
import { computeSignature, verifySignature } from '../../src/emulator/signature.ts'
import { readRefusal } from '../../src/emulator/errors.ts'

// A pair of keys and two requests that the vendor published as an example of the signature.
const KEYS = { secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q', secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz' }
const HOST = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com'

const UPLOAD = sign(
  {
    method: 'PUT',
    path: '/exampleobject(腾讯云)',
    query: [],
    headers: {
      'content-length': '13',
      'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==',
      'content-type': 'text/plain',
      date: 'Thu, 16 May 2019 06:45:51 GMT',
      host: HOST,
      'x-cos-acl': 'private',
      'x-cos-grant-read': 'uin="100000000011"',
    },
  },
  { time: '1557989151;1557996351', signature: '3b8851a11a569213c17ba8fa7dcf2abec6935172' },
)

const DOWNLOAD = sign(
  {
    method: 'GET',
    path: '/exampleobject(腾讯云)',
    query: [
      ['response-content-type', 'application/octet-stream'],
      ['response-cache-control', 'max-age=600'],
    ],
    headers: { date: 'Thu, 16 May 2019 06:55:53 GMT', host: HOST },
  },
  { time: '1557989753;1557996953', signature: '01681b8c9d798a678e43b685a9f1bba0f6c0e012' },
)

test.each([
  ['upload', UPLOAD, '3b8851a11a569213c17ba8fa7dcf2abec6935172', 1557989200],
  ['download', DOWNLOAD, '01681b8c9d798a678e43b685a9f1bba0f6c0e012', 1557996953],
])("agrees with the vendor's example: %s", (_name, head, signature, now) => {
  expect(computeSignature(head, KEYS.secretKey)).toBe(signature)
  expect(() => verifySignature(head, KEYS, now)).not.toThrow()
})

test('takes the same fields from the query', () => {
  const { authorization, ...headers } = DOWNLOAD.headers
  const fields = new URLSearchParams(authorization).entries()
  const head = { ...DOWNLOAD, headers, query: [...DOWNLOAD.query, ...fields] }
  expect(() => verifySignature(head, KEYS, 1557989800)).not.toThrow()
})

test('takes a host signed without the port that is on the wire', () => {
  const head = { ...DOWNLOAD, headers: { ...DOWNLOAD.headers, host: `${HOST}:8080` } }
  expect(() => verifySignature(head, KEYS, 1557989800)).not.toThrow()
})

const REFUSED: readonly [name: string, head: RequestHead, code: string, now?: number][] = [
  ['no signature', { ...UPLOAD, headers: { host: HOST } }, 'AccessDenied'],
  ['another scheme', withAuthorization('Bearer abc'), 'AccessDenied'],
  ['another algorithm', withField('q-sign-algorithm', 'sha256'), 'AccessDenied'],
  ['another id', withField('q-ak', 'AKIDother'), 'InvalidAccessKeyId'],
  ['no window', withField('q-sign-time', 'soon'), 'AccessDenied'],
  ['a window moved later', withField('q-sign-time', '1557989151;1557999999'), 'SignatureDoesNotMatch'],
  ['another signature', withField('q-signature', '0'.repeat(40)), 'SignatureDoesNotMatch'],
  ['a signed header left out of the list', withField('q-header-list', 'host'), 'SignatureDoesNotMatch'],
  [
    'a header changed',
    { ...UPLOAD, headers: { ...UPLOAD.headers, 'x-cos-acl': 'public-read' } },
    'SignatureDoesNotMatch',
  ],
  ['another path', { ...UPLOAD, path: '/other' }, 'SignatureDoesNotMatch'],
  ['another method', { ...UPLOAD, method: 'DELETE' }, 'SignatureDoesNotMatch'],
  ['past its end', UPLOAD, 'AccessDenied', 1557996352],
  ['well before its start', UPLOAD, 'RequestTimeTooSkewed', 1557989151 - 3600],
]

test.each(REFUSED)('refuses %s', (_name, head, code, now = 1557989200) => {
  let refusal: unknown
  try {
    verifySignature(head, KEYS, now)
  } catch (error) {
    refusal = error
  }
  expect(readRefusal(refusal)).toMatchObject({ code, status: 403 })
})

test('a parameter that is listed as signed must be the one sent', () => {
  const head = { ...DOWNLOAD, query: DOWNLOAD.query.map(([name]) => [name, 'x'] as const) }
  expect(() => verifySignature(head, KEYS, 1557989800)).toThrow(/signature/)
})

test("says that it has expired in the words the vendor's SDK looks for", () => {
  expect(() => verifySignature(UPLOAD, KEYS, 1600000000)).toThrow('Request has expired')
})

function sign(head: RequestHead, { time, signature }: { time: string; signature: string }): RequestHead {
  const authorization = [
    'q-sign-algorithm=sha1',
    `q-ak=${KEYS.secretId}`,
    `q-sign-time=${time}`,
    `q-key-time=${time}`,
    `q-header-list=${Object.keys(head.headers).sort().join(';')}`,
    `q-url-param-list=${head.query
      .map(([name]) => name)
      .sort()
      .join(';')}`,
    `q-signature=${signature}`,
  ].join('&')
  return { ...head, headers: { ...head.headers, authorization } }
}

function withAuthorization(authorization: string): RequestHead {
  return { ...UPLOAD, headers: { ...UPLOAD.headers, authorization } }
}

function withField(name: string, value: string): RequestHead {
  const authorization = UPLOAD.headers['authorization'] ?? ''
  return withAuthorization(authorization.replace(new RegExp(`${name}=[^&]*`), `${name}=${value}`))
}
