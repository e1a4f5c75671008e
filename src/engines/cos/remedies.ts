import type { MattingErrorCode } from '../../core/errors.ts'

/** What a failure is to us, and what mends it. */
export interface Remedy {
  readonly code: MattingErrorCode
  readonly fix: string
}

/** How AccessDenied tells an expired signature from missing rights; the SDK reads this text, too. */
export const EXPIRED_MESSAGE = 'Request has expired'

/** Mends a machine whose clock is wrong. */
const CLOCK = "Set this machine's clock (NTP): signatures hold for minutes."

const ENABLE = 'In the CI console, bind the bucket, then enable "AI Content Recognition" for it; both are needed once.'
const VANISHED = 'Build again; something removes objects under `cos.prefix` (a lifecycle rule?).'
const LATER = 'Build again later; what is done is kept. `engine: "local"` builds without the cloud.'
const SLOWER = 'Lower `cos.qps` or `concurrency`, or ask Tencent Cloud for a higher rate.'
const PHOTO = 'Check that the photo opens and is a plain PNG or JPEG, and export it again.'
const TEMPORARY = 'Temporary keys have run out: get new ones, or set `cos.getAuthorization`, which is asked for them.'

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
  ['ExpiredToken', { code: 'COS_CREDENTIALS', fix: TEMPORARY }],
  ['RequestTimeTooSkewed', { code: 'COS_DENIED', fix: CLOCK }],
  [
    'NoSuchBucket',
    { code: 'COS_NOT_FOUND', fix: 'Check `cos.bucket` and `cos.region`: this region has no such bucket.' },
  ],
  ['NoSuchKey', { code: 'COS_NOT_FOUND', fix: VANISHED }],
  ['ResourceNotFound', { code: 'COS_NOT_FOUND', fix: VANISHED }],
  [
    'NoSuchUpload',
    { code: 'COS_UNAVAILABLE', fix: 'Build again; something removes unfinished uploads (a lifecycle rule?).' },
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
    'ResourceDownloadFailed',
    { code: 'COS_REJECTED', fix: 'Check that the address is public: the service itself fetches the photo from it.' },
  ],
  [
    'BadDigest',
    { code: 'COS_UNAVAILABLE', fix: 'The upload was damaged on its way; look for a proxy that changes it.' },
  ],
  ['SlowDown', { code: 'COS_THROTTLED', fix: SLOWER }],
  ['ServiceUnavailable', { code: 'COS_UNAVAILABLE', fix: LATER }],
  ['InternalError', { code: 'COS_UNAVAILABLE', fix: LATER }],
])

/** Codes of missing rights; what is missing depends on the request. */
const DENIALS: ReadonlySet<string> = new Set(['AccessDenied', 'ResourceAccessDenied'])

/** What a status means where the body doesn't say more; the first range that holds it counts. */
const STATUSES: readonly (Remedy & { readonly from: number; readonly to: number })[] = [
  {
    from: 308,
    to: 308,
    code: 'COS_REJECTED',
    fix: 'CI answers over https only: write `cos.endpoint` with `https://`, or leave it out.',
  },
  {
    from: 300,
    to: 399,
    code: 'COS_REJECTED',
    fix: 'Check `cos.region`, and that `cos.endpoint` is not redirected (http to https?).',
  },
  { from: 401, to: 401, code: 'COS_DENIED', fix: 'Check the credentials under `cos`.' },
  { from: 404, to: 404, code: 'COS_NOT_FOUND', fix: 'Check `cos.bucket`, `cos.region` and `cos.endpoint`.' },
  { from: 408, to: 408, code: 'COS_TIMEOUT', fix: LATER },
  { from: 429, to: 429, code: 'COS_THROTTLED', fix: SLOWER },
  {
    from: 501,
    to: 501,
    code: 'COS_REJECTED',
    fix: 'Check the rule: the service does not know it.',
  },
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

const CERTIFICATE_RE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_(?:TLS|SSL)_|^EPROTO$/
const CERTIFICATE_FIX =
  'A gateway or proxy on the way opens TLS: give Node its root certificate by NODE_EXTRA_CA_CERTS, or check `cos.endpoint`.'

/** What a refusal tells. */
export interface Refusal {
  readonly status: number
  readonly serviceCode: string
  readonly message: string
  /** Rights the request needs. */
  readonly actions: readonly string[]
}

/** What mends a refusal: by the service's code, else by the status. */
export function findRemedy({ status, serviceCode, message, actions }: Refusal): Remedy {
  const isExpired = serviceCode === 'AccessDenied' && message === EXPIRED_MESSAGE
  if (isExpired) return { code: 'COS_DENIED', fix: `${CLOCK} Or temporary keys have run out.` }
  if (DENIALS.has(serviceCode)) return refuseRights(actions)
  const byStatus = STATUSES.find(({ from, to }) => status >= from && status <= to)
  // A redirect leads elsewhere, whatever its words.
  if (byStatus !== undefined && status < 400) return byStatus
  const known = SERVICE_CODES.get(serviceCode)
  if (known !== undefined) return known
  return status === 403 ? refuseRights(actions) : (byStatus ?? OTHERWISE)
}

/** What mends a request that was not answered. */
export function findNetworkFix(code: string): string {
  return isLastingNetworkCode(code) ? CERTIFICATE_FIX : (NETWORK_FIXES.get(code) ?? LATER)
}

/** Whether a network failure stays: a certificate that is not trusted now is not a second later either. */
export function isLastingNetworkCode(code: string): boolean {
  return CERTIFICATE_RE.test(code)
}

function refuseRights(actions: readonly string[]): Remedy {
  const rights = actions.join(' and ')
  return {
    code: 'COS_DENIED',
    fix: `Grant ${rights} on the bucket to this key, or check the credentials under \`cos\`.`,
  }
}
