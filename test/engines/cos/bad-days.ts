import type { Fault } from '../../../src/emulator.ts'

/** A way in which the service has a bad day for good, and how it ends. */
export interface BadDay {
  readonly name: string
  readonly faults: readonly Fault[]
  readonly code: string
  /** The service's own code, where it told one. */
  readonly serviceCode?: string
  /** Uploads with rules that are sent, of at most three tries. */
  readonly uploads: number
  /** What a user would have paid for. */
  readonly bills: number
}

const refuse = (status: number, code: string): readonly Fault[] => [{ on: 'put', kind: 'status', status, code }]
const spoil = (kind: Fault['kind']): readonly Fault[] => [{ on: 'put', kind }]

/** Every failure of an upload with a rule that stays. */
export const BAD_DAYS: readonly BadDay[] = [
  ...(
    [
      [403, 'SignatureDoesNotMatch', 'COS_CREDENTIALS', 1],
      [403, 'InvalidAccessKeyId', 'COS_CREDENTIALS', 1],
      [403, 'ExpiredToken', 'COS_CREDENTIALS', 1],
      [403, 'AccessDenied', 'COS_DENIED', 1],
      [403, 'RequestTimeTooSkewed', 'COS_DENIED', 2],
      [404, 'NoSuchBucket', 'COS_NOT_FOUND', 1],
      [400, 'AIBucketUnBinded', 'COS_NOT_ENABLED', 1],
      [400, 'CIRoleNotExist', 'COS_NOT_ENABLED', 1],
      [400, 'InvalidImageFormat', 'COS_REJECTED', 1],
      [429, 'TooManyRequests', 'COS_THROTTLED', 3],
      [503, 'SlowDown', 'COS_THROTTLED', 3],
      [503, 'ServiceUnavailable', 'COS_UNAVAILABLE', 3],
      [500, 'InternalError', 'COS_UNAVAILABLE', 3],
    ] as const
  ).map(([status, serviceCode, code, uploads]) => {
    return {
      name: `${status} ${serviceCode}`,
      faults: refuse(status, serviceCode),
      code,
      serviceCode,
      uploads,
      bills: 0,
    }
  }),
  {
    name: '308 to https',
    faults: [{ on: 'put', kind: 'status', status: 308 }],
    code: 'COS_REJECTED',
    uploads: 1,
    bills: 0,
  },
  { name: 'reset', faults: spoil('reset'), code: 'COS_UNAVAILABLE', uploads: 3, bills: 0 },
  { name: 'hang', faults: spoil('hang'), code: 'COS_TIMEOUT', uploads: 3, bills: 0 },
  {
    name: 'reset after the work',
    faults: [{ on: 'put', kind: 'reset', executed: true }],
    code: '',
    uploads: 1,
    bills: 1,
  },
  { name: 'drip', faults: [{ on: 'put', kind: 'drip', every: 50 }], code: '', uploads: 1, bills: 1 },
  { name: 'truncated answer', faults: spoil('truncate'), code: '', uploads: 1, bills: 1 },
  { name: 'endless answer', faults: spoil('endless'), code: '', uploads: 1, bills: 1 },
  {
    name: '200 with <Error>',
    faults: spoil('ok-with-error'),
    code: 'COS_UNAVAILABLE',
    serviceCode: 'InternalError',
    uploads: 3,
    bills: 0,
  },
  { name: '200 with text', faults: spoil('ok-with-text'), code: 'COS_RESPONSE', uploads: 1, bills: 0 },
  { name: '200 with HTML', faults: spoil('ok-with-html'), code: 'COS_RESPONSE', uploads: 1, bills: 0 },
  { name: 'malformed XML', faults: spoil('malformed-xml'), code: '', uploads: 1, bills: 1 },
  { name: 'XML bomb', faults: spoil('xml-bomb'), code: 'COS_RESPONSE', uploads: 1, bills: 0 },
  { name: 'an Object too few', faults: spoil('missing-object'), code: 'COS_RESPONSE', uploads: 1, bills: 0 },
  { name: 'empty PNG', faults: spoil('empty-result'), code: 'ENGINE_RESULT', uploads: 1, bills: 1 },
  { name: 'broken PNG', faults: spoil('broken-png'), code: 'ENGINE_RESULT', uploads: 1, bills: 1 },
  { name: 'original as result', faults: spoil('original-as-result'), code: 'ENGINE_RESULT', uploads: 1, bills: 1 },
]
