import { MattingError, type MattingErrorCode } from '../../core/errors.ts'
import { parseServiceError } from './answer.ts'
import type { HttpAnswer } from './transport.ts'

/** What a failure is to us, and what mends it. */
interface Remedy {
  readonly code: MattingErrorCode
  readonly fix: string
}

const RIGHTS = 'cos:PutObject, cos:GetObject and ci:CreateGoodsMattingJob'
const ENABLE = 'In the CI console, bind the bucket, then enable "AI Content Recognition" for it; both are needed once.'
const CLOCK = "Set this machine's clock (NTP): signatures hold for minutes."
const LATER = 'Build again later; what is done is kept. `engine: "local"` builds without the cloud.'
const SLOWER = 'Lower `cos.qps` or `concurrency`, or ask Tencent Cloud for a higher rate.'
const PHOTO = 'Check that the photo opens and is a plain PNG or JPEG, and export it again.'

/** The service's codes: COS "Error Codes", CI "Error Codes", and what live clients met. */
const SERVICE_CODES: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  [
    'SignatureDoesNotMatch',
    {
      code: 'COS_CREDENTIALS',
      fix: 'Check `cos.secretKey` (TENCENTCLOUD_SECRET_KEY): it is not the key of this secret id.',
    },
  ],
  [
    'InvalidAccessKeyId',
    {
      code: 'COS_CREDENTIALS',
      fix: 'Check `cos.secretId` (TENCENTCLOUD_SECRET_ID); a temporary key needs its `cos.sessionToken` too.',
    },
  ],
  ['RequestTimeTooSkewed', { code: 'COS_DENIED', fix: CLOCK }],
  [
    'AccessDenied',
    { code: 'COS_DENIED', fix: `Grant ${RIGHTS} on the bucket to this key; a temporary key may have expired.` },
  ],
  [
    'NoSuchBucket',
    { code: 'COS_NOT_FOUND', fix: 'Check `cos.bucket` and `cos.region`: this region has no such bucket.' },
  ],
  [
    'NoSuchKey',
    { code: 'COS_NOT_FOUND', fix: 'Build again; something removes objects under `cos.prefix` (a lifecycle rule?).' },
  ],
  ['AIBucketUnBinded', { code: 'COS_NOT_ENABLED', fix: ENABLE }],
  ['CIRoleNotExist', { code: 'COS_NOT_ENABLED', fix: 'Open the CI console once and grant the role it asks for.' }],
  [
    'ImageTooLarge',
    {
      code: 'COS_REJECTED',
      fix: 'The service says this of images that are too small, too: use a photo of 32 pixels to 7680×4320.',
    },
  ],
  ['InvalidContent', { code: 'COS_REJECTED', fix: PHOTO }],
  ['MissingContent', { code: 'COS_REJECTED', fix: PHOTO }],
  [
    'BadDigest',
    { code: 'COS_UNAVAILABLE', fix: 'The upload was damaged on its way; look for a proxy that changes it.' },
  ],
  ['ResourceAccessDenied', { code: 'COS_DENIED', fix: `Grant ${RIGHTS} on the bucket to this key.` }],
  ['SlowDown', { code: 'COS_THROTTLED', fix: SLOWER }],
  ['ServiceUnavailable', { code: 'COS_UNAVAILABLE', fix: LATER }],
  ['InternalError', { code: 'COS_UNAVAILABLE', fix: LATER }],
])

/** What a status means where the body doesn't say more; the first range that holds it counts. */
const STATUSES: readonly (Remedy & { readonly from: number; readonly to: number })[] = [
  {
    from: 300,
    to: 399,
    code: 'COS_REJECTED',
    fix: 'Check `cos.region`, and that `cos.endpoint` is not redirected (http to https?).',
  },
  { from: 401, to: 401, code: 'COS_DENIED', fix: 'Check the credentials under `cos`.' },
  {
    from: 403,
    to: 403,
    code: 'COS_DENIED',
    fix: `Check the credentials under \`cos\`, and grant ${RIGHTS} on the bucket.`,
  },
  { from: 404, to: 404, code: 'COS_NOT_FOUND', fix: 'Check `cos.bucket`, `cos.region` and `cos.endpoint`.' },
  { from: 408, to: 408, code: 'COS_TIMEOUT', fix: LATER },
  { from: 429, to: 429, code: 'COS_THROTTLED', fix: SLOWER },
  { from: 500, to: 599, code: 'COS_UNAVAILABLE', fix: LATER },
]

const OTHERWISE: Remedy = {
  code: 'COS_REJECTED',
  fix: 'Look the service code up in the error codes of COS and CI; quote the request id to support.',
}

const NETWORK_FIXES: ReadonlyMap<string, string> = new Map([
  [
    'ENOTFOUND',
    'Check the network and the spelling of `cos.bucket` and `cos.region`: the name of the host is not known.',
  ],
  ['EAI_AGAIN', 'Check the network: names of hosts can not be looked up.'],
  ['ECONNREFUSED', 'Check that something listens there: `cos.endpoint`, firewall.'],
])

/** Strikes secrets out of text that came from outside. */
export type Censor = (text: string) => string

/** A request in words, `PUT matting/src/….jpg`, and the censor for what comes back. */
export interface FailureContext {
  readonly action: string
  readonly censor: Censor
}

/** Strikes these very secrets out, wherever they stand. */
export function createCensor(secrets: readonly (string | undefined)[]): Censor {
  const known = secrets.filter((secret) => secret !== undefined)
  return (text) => known.reduce((censored, secret) => censored.replaceAll(secret, '***'), text)
}

/** The error for an answer that tells a failure: by its own code, else by its status. */
export function renderServiceFailure(answer: HttpAnswer, { action, censor }: FailureContext): MattingError {
  const told = parseServiceError(answer.body.toString('utf8'))
  const serviceCode = tidy(censor(told?.code ?? ''), 64)
  const { code, fix } = findRemedy(answer.status, serviceCode, told?.message ?? '')
  const words = tidy(censor(told?.message ?? ''), 300).replace(/\.$/, '')
  const reason = `Tencent COS answered ${answer.status} to ${action}${words === '' ? '' : `: ${words}`}.`
  return new MattingError(code, reason, {
    fix,
    serviceCode: serviceCode || undefined,
    requestId: readRequestId(answer, censor) ?? (tidy(censor(told?.requestId ?? ''), 128) || undefined),
  })
}

/** The error for an answer that says it succeeded and can't be taken for that. */
export function renderOddAnswer(answer: HttpAnswer, { action, censor }: FailureContext, fault: string): MattingError {
  return new MattingError('COS_RESPONSE', `Tencent COS answered ${answer.status} to ${action}, but ${fault}.`, {
    fix: 'Look for a proxy or gateway that changes answers; quote the request id to support if there is none.',
    requestId: readRequestId(answer, censor),
  })
}

/** The error for a request that was not answered, or not to the end. */
export function renderNetworkFailure(error: unknown, { action, censor }: FailureContext): MattingError {
  const plain = copyPlain(error, censor)
  const fix = NETWORK_FIXES.get(plain.code) ?? LATER
  return new MattingError('COS_UNAVAILABLE', `Tencent COS can't be reached for ${action}: ${plain.message}.`, {
    fix,
    cause: plain,
  })
}

/** The error for an attempt that took too long. */
export function renderTimeout(timeout: number, { action }: FailureContext): MattingError {
  return new MattingError('COS_TIMEOUT', `Tencent COS did not finish ${action} within ${timeout} ms.`, {
    fix: 'Raise `cos.timeout` on a slow line; otherwise build again later.',
  })
}

function findRemedy(status: number, serviceCode: string, message: string): Remedy {
  // The SDK tells an expired signature from missing rights by this text, too: both have the same code.
  if (serviceCode === 'AccessDenied' && message === 'Request has expired') return { code: 'COS_DENIED', fix: CLOCK }
  const byStatus = STATUSES.find(({ from, to }) => status >= from && status <= to)
  return SERVICE_CODES.get(serviceCode) ?? byStatus ?? OTHERWISE
}

function readRequestId({ headers }: HttpAnswer, censor: Censor): string | undefined {
  const id = headers['x-cos-request-id']
  return typeof id === 'string' && id !== '' ? tidy(censor(id), 128) : undefined
}

/** A network error without what Node hangs on it (raw packets, sockets): an error may end in a log. */
function copyPlain(error: unknown, censor: Censor): Error & { code: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Node's error for several refused addresses has a code and no message.
  const text = (error instanceof Error ? error.message : String(error)) || code
  return Object.assign(new Error(tidy(censor(text), 300)), { code })
}

/** One line of bounded length; control characters would reach a terminal. */
function tidy(text: string, length: number): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, length)
}
