import { isRawRule } from '../directives/rule.ts'
import type { Mode } from './types.ts'
import { isObject } from '../core/is-object.ts'
import { isText, oneOf, type OptionRules, switchOrFile, TEXT, wholeNumber } from './rule.ts'

const ENGINE_NAMES: readonly unknown[] = ['auto', 'cos', 'local', 'onnx']
const isEngine = (value: unknown): boolean =>
  isObject(value) && isText(value['name']) && isText(value['version']) && typeof value['cut'] === 'function'
const MODES: readonly Mode[] = ['auto', 'frozen', 'offline', 'refresh']
const isPrice = (value: unknown): boolean =>
  isObject(value) && Number.isFinite(value['amount']) && Number(value['amount']) >= 0 && isText(value['currency'])
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

/** File of the exact types, below the root. */
export const TYPES_FILE = 'matting-env.d.ts'

/** File of the report, below the root. */
export const REPORT_FILE = 'matting-report.html'

/** File that pins the pictures, below the root. */
export const LOCKFILE = 'matting.lock.json'

/** Options at the top level. Nested objects have a table of their own. */
export const OPTION_RULES: OptionRules = {
  engine: {
    expected: "`'auto'`, `'cos'`, `'local'`, `'onnx'` or an engine made with `defineEngine`",
    accepts: (value) => ENGINE_NAMES.includes(value) || isEngine(value),
    env: 'MATTING_ENGINE',
  },
  cos: { expected: 'an object with `bucket` and `region`', accepts: isObject },
  onnx: { expected: "an object such as `{ model: 'models/u2net.onnx', preset: 'u2net' }`", accepts: isObject },
  presets: {
    expected: "an object of directive strings, e.g. `{ card: 'padding=20x20' }`",
    accepts: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  },
  defaults: { expected: "a directive string, e.g. `'center'`", accepts: (value) => typeof value === 'string' },
  rules: {
    expected: "an object of processing rules, e.g. `{ thumb: 'imageMogr2/thumbnail/400x' }`",
    accepts: (value) => isObject(value) && Object.values(value).every((text) => isText(text) && isRawRule(text)),
  },
  cache: {
    expected: '`false` or an object with `dir`, `store`, `readonly`',
    accepts: (value) => value === false || isObject(value),
  },
  lockfile: {
    expected: '`false` or a path that ends in `.json`',
    accepts: (value) => value === false || (isText(value) && value.endsWith('.json')),
  },
  mode: { ...oneOf(...MODES), env: 'MATTING_MODE' },
  budget: { ...wholeNumber(0), env: 'MATTING_BUDGET', fromText: readNumber },
  price: { expected: "an object such as `{ amount: 0.01, currency: 'CNY' }`", accepts: isPrice },
  layout: oneOf('engine', 'local'),
  concurrency: wholeNumber(1),
  dts: switchOrFile('.d.ts'),
  report: switchOrFile('.html'),
}

/** `cache.…` */
export const CACHE_RULES: OptionRules = {
  dir: { ...TEXT, env: 'MATTING_CACHE_DIR' },
  store: {
    expected: 'a Keyv instance, a Keyv adapter, or a URI such as `redis://…`',
    accepts: (value) => isText(value) || isObject(value),
    env: 'MATTING_CACHE_STORE',
    secret: true,
  },
  readonly: {
    expected: '`true` or `false`',
    accepts: (value) => typeof value === 'boolean',
    env: 'MATTING_CACHE_READONLY',
    fromText: (text) => FLAGS.get(text),
  },
}

/** A number as people write it; anything else makes no sense. */
function readNumber(text: string): number | undefined {
  return /^\d+$/.test(text.trim()) ? Number(text) : undefined
}
