import { MattingError } from '../core/errors.ts'
import { findNearest } from '../directives/nearest.ts'
import { readText } from '../directives/parse.ts'
import { COS_RULES } from './cos-table.ts'
import { ONNX_RULES } from './onnx-table.ts'
import type { OptionRule, OptionRules } from './rule.ts'
import { CACHE_RULES, OPTION_RULES } from './table.ts'
import type { Options } from './types.ts'

/**
 * Checks options as a user wrote them: every name known, every value of its kind, every directive string readable.
 *
 * @param origin where they were written, for messages: `matting(…)` or the config file
 * @throws MattingError `INVALID_OPTION`, which names the option, what was received, what is expected
 */
export function checkOptions(options: Options, origin: string): void {
  checkTable(options, OPTION_RULES, { origin, path: '' })
  if (options.cos) checkTable(options.cos, COS_RULES, { origin, path: 'cos.' })
  if (options.onnx) checkTable(options.onnx, ONNX_RULES, { origin, path: 'onnx.' })
  if (options.cache) checkTable(options.cache, CACHE_RULES, { origin, path: 'cache.' })
  for (const [name, text] of Object.entries(options.presets ?? {})) checkText(`presets.${name}`, text, origin)
  checkText('defaults', options.defaults ?? '', origin)
}

/** The same for one value of the environment; returns what it means. */
export function readVariable(name: string, rule: OptionRule, text: string): unknown {
  const value = rule.fromText ? rule.fromText(text) : text
  if (rule.accepts(value)) return value
  throw refuse(`Environment variable \`${name}\``, show(text, rule), rule)
}

interface Place {
  readonly origin: string
  readonly path: string
}

function checkTable(values: object, rules: OptionRules, { origin, path }: Place): void {
  for (const [name, value] of Object.entries(values)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) throw unknownOption(path + name, Object.keys(rules), origin)
    if (value === undefined || rule.accepts(value)) continue
    throw refuse(`Option \`${path}${name}\` of ${origin}`, show(value, rule), rule)
  }
}

function checkText(option: string, text: string, origin: string): void {
  const reading = readText(text)
  if (!('problem' in reading)) return
  const { directive, received, expected, nearest } = reading.problem
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  throw refuse(`Option \`${option}\` of ${origin}, directive \`${directive}\``, `\`${received}\``, {
    expected: `${expected}.${hint}`,
  })
}

function unknownOption(name: string, known: readonly string[], origin: string): MattingError {
  const nearest = findNearest(name.split('.').at(-1) ?? name, known)
  const list = known.map((other) => `\`${other}\``).join(', ')
  return new MattingError('INVALID_OPTION', `Option \`${name}\` of ${origin} is unknown; expected one of ${list}.`, {
    fix: nearest === undefined ? 'Remove the option, or correct its name.' : `Did you mean \`${nearest}\`?`,
  })
}

type Refused = Pick<OptionRule, 'expected' | 'fix' | 'secret'>

function refuse(what: string, received: string, { expected, fix, secret }: Refused): MattingError {
  const code = secret ? 'COS_CREDENTIALS' : 'INVALID_OPTION'
  return new MattingError(code, `${what}: received ${received}, expected ${expected}`, {
    fix: fix ?? 'Correct or remove it.',
  })
}

function show(value: unknown, { secret }: OptionRule): string {
  if (secret) return `a ${typeof value} (not shown)`
  // A URL may carry credentials before its `@` and in its query.
  const safe = typeof value === 'string' ? value.replace(/\/\/[^/]*@/, '//***@').replace(/\?.*/s, '?***') : value
  return `\`${(JSON.stringify(safe) ?? String(value)).slice(0, 200)}\``
}
