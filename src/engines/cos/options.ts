import { MattingError } from '../../core/errors.ts'
import type { MattingErrorCode } from '../../core/errors.ts'

/** What {@link createCosEngine} needs to reach a bucket of Tencent Cloud COS with CI (Cloud Infinite) enabled. */
export interface CosEngineOptions {
  /** The bucket as the console shows it, `<name>-<appid>`, e.g. `examplebucket-1250000000`. */
  bucket: string
  /** The region of the bucket, e.g. `ap-chengdu`. */
  region: string
  /** Id of a permanent or temporary API key. */
  secretId: string
  /** The key that belongs to {@link secretId}. It signs requests and is never sent. */
  secretKey: string
  /** The token that belongs to a temporary key. @default none */
  sessionToken?: string | undefined
  /** Folder of the bucket that holds sources and results; empty, or ending in `/`. @default 'matting/' */
  prefix?: string | undefined
  /**
   * Origin to send requests to, e.g. an emulator or a gateway. `Host` and the signature stay those of
   * `<bucket>.cos.<region>.myqcloud.com`. `https:`, or `http:` on a loopback address.
   * @default the bucket's own host
   */
  endpoint?: string | undefined
  /** Deadline for a whole attempt, from connecting to the last byte of the answer, in milliseconds. @default 60000 */
  timeout?: number | undefined
  /** Tries after the first, where trying again can help. @default 3 */
  retries?: number | undefined
  /** Requests per second, of all images together. @default 100 */
  qps?: number | undefined
}

/** {@link CosEngineOptions}, checked and complete. */
export interface ResolvedCosOptions {
  readonly bucket: string
  readonly secretId: string
  readonly secretKey: string
  readonly sessionToken: string | undefined
  readonly prefix: string
  /** The bucket's own host: what `Host` says and what is signed. */
  readonly host: string
  /** Where requests go. */
  readonly endpoint: URL
  /** Milliseconds. */
  readonly timeout: number
  readonly retries: number
  readonly qps: number
}

interface Rule {
  readonly name: keyof CosEngineOptions
  readonly accepts: (value: unknown) => boolean
  readonly expected: string
  readonly fix: string
}

const BUCKET_RE = /^[a-z\d][a-z\d-]*-\d+$/
const REGION_RE = /^[a-z\d][a-z\d-]*$/
// Characters that mean the same in a key, a URL and a signature, so that none of the three needs escapes.
const PREFIX_RE = /^(?:(?!\.{1,2}\/)[\w.-]+\/)*$/
const TOKEN_RE = /^[\x21-\x7e]+$/
const LOOPBACK_RE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
// Where setTimeout would overflow lies far above; an attempt of more than an hour is a slip of units.
const MAX_TIMEOUT = 3_600_000
const MAX_RETRIES = 10
const MAX_QPS = 10_000

const SECRETS: ReadonlySet<keyof CosEngineOptions> = new Set(['secretId', 'secretKey', 'sessionToken'])

const RULES: readonly Rule[] = [
  {
    name: 'bucket',
    accepts: (value) => matches(BUCKET_RE, value),
    expected: '`<name>-<appid>`, e.g. `examplebucket-1250000000`',
    fix: 'Copy the name of the bucket from the COS console, with the number at its end, into `cos.bucket` or MATTING_COS_BUCKET.',
  },
  {
    name: 'region',
    accepts: (value) => matches(REGION_RE, value),
    expected: 'the short name of a region, e.g. `ap-chengdu`',
    fix: 'Copy the region of the bucket from the COS console into `cos.region` or MATTING_COS_REGION.',
  },
  {
    name: 'secretId',
    accepts: (value) => matches(TOKEN_RE, value),
    expected: 'the id of an API key, printable ASCII without spaces',
    fix: 'Set TENCENTCLOUD_SECRET_ID (or `cos.secretId`); keys are made in the CAM console under "API Keys".',
  },
  {
    name: 'secretKey',
    accepts: (value) => matches(TOKEN_RE, value),
    expected: 'the key that belongs to `cos.secretId`, printable ASCII without spaces',
    fix: 'Set TENCENTCLOUD_SECRET_KEY (or `cos.secretKey`); keys are made in the CAM console under "API Keys".',
  },
  {
    name: 'sessionToken',
    accepts: (value) => value === undefined || matches(TOKEN_RE, value),
    expected: 'the token of a temporary key, printable ASCII without spaces, or nothing',
    fix: 'Set TENCENTCLOUD_SESSION_TOKEN (or `cos.sessionToken`) with temporary keys only, and leave it out otherwise.',
  },
  {
    name: 'prefix',
    accepts: (value) => value === undefined || matches(PREFIX_RE, value),
    expected: 'a folder ending in `/`, of letters, digits, `.`, `_` and `-`, e.g. `matting/`',
    fix: 'Write `cos.prefix` without a leading `/` and with one at its end, or leave it out.',
  },
  {
    name: 'endpoint',
    accepts: (value) => value === undefined || isEndpoint(value),
    expected: 'an origin without path or credentials: `https://…`, or `http://` on a loopback address',
    fix: 'Write `cos.endpoint` like `http://127.0.0.1:8080` or `https://cos-gateway.example.com`, or leave it out.',
  },
  {
    name: 'timeout',
    accepts: (value) => value === undefined || (isWithin(value, 1, MAX_TIMEOUT) && Number.isInteger(value)),
    expected: `whole milliseconds, 1 to ${MAX_TIMEOUT}`,
    fix: 'Set `cos.timeout` in milliseconds, e.g. 60000 for a minute.',
  },
  {
    name: 'retries',
    accepts: (value) => value === undefined || (isWithin(value, 0, MAX_RETRIES) && Number.isInteger(value)),
    expected: `a whole number, 0 to ${MAX_RETRIES}`,
    fix: 'Set `cos.retries` to the number of tries after the first, e.g. 3.',
  },
  {
    name: 'qps',
    accepts: (value) => value === undefined || (isWithin(value, 0, MAX_QPS) && value !== 0),
    expected: `requests per second, above 0 and at most ${MAX_QPS}`,
    fix: 'Set `cos.qps` to what your account allows, e.g. 100.',
  },
]

/**
 * Checks the options of the engine and fills in the defaults.
 *
 * @throws MattingError `COS_CREDENTIALS` for a missing or malformed secret, `INVALID_OPTION` for the rest; the message
 * names the option, what was received (never a secret) and what is expected
 */
export function checkCosOptions(options: CosEngineOptions): ResolvedCosOptions {
  for (const rule of RULES) {
    if (!rule.accepts(options[rule.name])) throw refuse(rule, options[rule.name])
  }
  const { bucket, region, secretId, secretKey, sessionToken } = options
  const { prefix = 'matting/', timeout = 60_000, retries = 3, qps = 100 } = options
  const host = `${bucket}.cos.${region}.myqcloud.com`
  const endpoint = new URL(options.endpoint ?? `https://${host}`)
  return { bucket, secretId, secretKey, sessionToken, prefix, host, endpoint, timeout, retries, qps }
}

function refuse({ name, expected, fix }: Rule, received: unknown): MattingError {
  const code: MattingErrorCode = SECRETS.has(name) ? 'COS_CREDENTIALS' : 'INVALID_OPTION'
  return new MattingError(code, `\`cos.${name}\` is ${describe(name, received)}; expected ${expected}.`, { fix })
}

function describe(name: keyof CosEngineOptions, received: unknown): string {
  if (received === undefined || received === '') return 'not set'
  if (SECRETS.has(name)) return 'malformed (its value is not shown)'
  // A URL may carry credentials before its `@` and in its query.
  const text =
    typeof received === 'string' ? received.replace(/\/\/[^/]*@/, '//***@').replace(/\?.*/s, '?***') : received
  return `\`${String(JSON.stringify(text)).slice(0, 100)}\``
}

function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high
}

function isEndpoint(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(value)
  if (pathname !== '/' || `${search}${hash}${username}${password}` !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_RE.test(hostname))
}
