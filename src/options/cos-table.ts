import { isLoopback } from '../core/loopback.ts'
import { isText, oneOf, type OptionRule, type OptionRules, textLike, wholeNumber } from './rule.ts'

const BUCKET_RE = /^[a-z\d][a-z\d-]*-\d+$/
const REGION_RE = /^[a-z\d][a-z\d-]*$/
// Characters that mean the same in a key, a URL and a signature, so that none of the three needs escapes.
const PREFIX_RE = /^(?:(?!\.{1,2}(?:\/|$))[\w.-]+(?:\/|$))*$/
const SECRET_RE = /^[\x21-\x7e]+$/

// An attempt of more than an hour is a slip of units.
const MAX_TIMEOUT = 3_600_000
const MAX_RETRIES = 10
const MAX_QPS = 10_000

const BUCKET = textLike(
  BUCKET_RE,
  '`<name>-<appid>`, e.g. `examplebucket-1250000000`',
  'Copy the name of the bucket from the COS console, with the number at its end.',
)

function secret(env: string, fix: string): OptionRule {
  return { ...textLike(SECRET_RE, 'printable ASCII without spaces', fix), env, secret: true }
}

/** `cos.…` */
export const COS_RULES: OptionRules = {
  bucket: { ...BUCKET, env: 'MATTING_COS_BUCKET' },
  region: {
    ...textLike(REGION_RE, 'the short name of a region, e.g. `ap-chengdu`', 'Copy it from the COS console.'),
    env: 'MATTING_COS_REGION',
  },
  secretId: secret('TENCENTCLOUD_SECRET_ID', 'Keys are made in the CAM console under "API Keys".'),
  secretKey: secret('TENCENTCLOUD_SECRET_KEY', 'Keys are made in the CAM console under "API Keys".'),
  sessionToken: secret('TENCENTCLOUD_SESSION_TOKEN', 'Set it with temporary keys only.'),
  getAuthorization: {
    expected: 'a function that gives temporary keys: `{ TmpSecretId, TmpSecretKey, SecurityToken, ExpiredTime }`',
    accepts: (value) => typeof value === 'function',
  },
  method: oneOf('upload', 'cloud', 'download'),
  prefix: textLike(
    PREFIX_RE,
    'a folder of letters, digits, `.`, `_` and `-`, e.g. `matting/`',
    'Write `cos.prefix` without a leading `/`, or leave it out.',
  ),
  resultBucket: BUCKET,
  endpoint: {
    expected: 'an origin without path or credentials: `https://…`, or `http://` on a loopback address',
    accepts: isEndpoint,
    fix: 'Write it like `http://127.0.0.1:8080` or `https://cos-gateway.example.com`, or leave it out.',
    env: 'MATTING_COS_ENDPOINT',
  },
  timeout: wholeNumber(1, MAX_TIMEOUT),
  retries: wholeNumber(0, MAX_RETRIES),
  qps: {
    expected: `requests a second, above 0 and at most ${MAX_QPS}`,
    accepts: (value) => typeof value === 'number' && value > 0 && value <= MAX_QPS,
  },
  publicUrl: {
    expected: 'a URL without query, e.g. `https://img.example.com`',
    accepts: isPublicUrl,
    fix: 'Write the address under which the bucket, or the CDN before it, is read by everybody.',
  },
}

function isEndpoint(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(value)
  if (pathname !== '/' || `${search}${hash}${username}${password}` !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isPublicUrl(value: unknown): boolean {
  if (!isText(value) || !URL.canParse(value)) return false
  const { protocol, search, hash, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && `${search}${hash}${username}${password}` === ''
}
