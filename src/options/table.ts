import { isAbsolute } from 'node:path'

/** What a value of an option has to be. */
export interface OptionRule {
  /** For messages: what is expected. */
  readonly expected: string
  accepts(value: unknown): boolean
  /** Environment variable that stands in, read by {@link OptionRule.fromText}. */
  readonly env?: string
  /** Reads an environment variable; undefined where the text makes no sense. @default the text itself */
  fromText?(text: string): unknown
  /** Whether the value must never be shown. */
  readonly secret?: true
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isWhole = (value: unknown, least: number): boolean => Number.isInteger(value) && Number(value) >= least

const TEXT = { expected: 'a text that is not empty', accepts: isText } satisfies OptionRule
const whole = (least: number): OptionRule => ({
  expected: `a whole number from ${least}`,
  accepts: (value) => isWhole(value, least),
})
const ENGINE_NAMES: readonly unknown[] = ['auto', 'cos', 'local']
const isEngine = (value: unknown): boolean =>
  isObject(value) && isText(value['name']) && isText(value['version']) && typeof value['cut'] === 'function'
const isUrl = (value: unknown): boolean => isText(value) && /^https?:\/\/[^\s/]+/.test(value)
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

/** Options at the top level. Nested objects have a table of their own below. */
export const OPTION_RULES: Readonly<Record<string, OptionRule>> = {
  engine: {
    expected: "`'auto'`, `'cos'`, `'local'` or an engine made with `defineEngine`",
    accepts: (value) => ENGINE_NAMES.includes(value) || isEngine(value),
    env: 'MATTING_ENGINE',
  },
  cos: { expected: 'an object with `bucket` and `region`', accepts: isObject },
  presets: {
    expected: "an object of directive strings, e.g. `{ card: 'padding=20x20' }`",
    accepts: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  },
  defaults: { expected: "a directive string, e.g. `'center'`", accepts: (value) => typeof value === 'string' },
  cache: {
    expected: '`false` or an object with `dir`, `readonly`',
    accepts: (value) => value === false || isObject(value),
  },
  concurrency: whole(1),
}

/** `cos.…` */
export const COS_RULES: Readonly<Record<string, OptionRule>> = {
  bucket: { ...TEXT, env: 'MATTING_COS_BUCKET' },
  region: { ...TEXT, env: 'MATTING_COS_REGION' },
  secretId: { ...TEXT, env: 'TENCENTCLOUD_SECRET_ID', secret: true },
  secretKey: { ...TEXT, env: 'TENCENTCLOUD_SECRET_KEY', secret: true },
  sessionToken: { ...TEXT, env: 'TENCENTCLOUD_SESSION_TOKEN', secret: true },
  method: { expected: "`'upload'`", accepts: (value) => value === 'upload' },
  prefix: {
    expected: 'ASCII letters, digits, `-`, `_`, `.` and `/`, e.g. `matting/`',
    accepts: (value) => typeof value === 'string' && /^[\w./-]*$/.test(value) && !isAbsolute(value),
  },
  endpoint: { expected: 'a URL, e.g. `http://127.0.0.1:8080`', accepts: isUrl, env: 'MATTING_COS_ENDPOINT' },
  timeout: whole(1),
  retries: whole(0),
  qps: whole(1),
}

/** `cache.…` */
export const CACHE_RULES: Readonly<Record<string, OptionRule>> = {
  dir: { ...TEXT, env: 'MATTING_CACHE_DIR' },
  readonly: {
    expected: '`true` or `false`',
    accepts: (value) => typeof value === 'boolean',
    env: 'MATTING_CACHE_READONLY',
    fromText: (text) => FLAGS.get(text),
  },
}
