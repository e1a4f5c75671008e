import { PLAIN_LAYOUT } from './layout.ts'
import { findNearest } from './nearest.ts'
import { listOutputs, type Output, OUTPUTS, readOutput } from './outputs.ts'
import { findRule } from './rule.ts'
import { BUNDLER_KEYS, type Decision, DIRECTIVES, type Marker, MARKER, RULE_MARKER, SPELLINGS } from './table.ts'
import type { ImportForm, Task } from './task.ts'

/** The directives of one import, complete: names, presets and defaults are resolved. */
export interface Directives {
  readonly task: Task
  /** Pictures to be made of what the task gives; empty where that stays as it is, byte for byte. */
  readonly outputs: readonly Output[]
  readonly as: ImportForm
}

/** Names a project gives to directives. */
export interface Vocabulary {
  /** Named directive strings, `{ card: 'padding=20&center' }`, used as `?matting=card`. */
  readonly presets: Readonly<Record<string, string>>
  /** Directive string that every matting import starts from. */
  readonly defaults: string
  /** Named rules of Persistent Image Processing, `{ thumb: 'imageMogr2/thumbnail/400x' }`, used as `?cos=thumb`. */
  readonly rules: Readonly<Record<string, string>>
}

/** Why a query can't be read. */
export interface DirectiveProblem {
  /** The key at fault, as written. */
  readonly directive: string
  /** What was written for it. */
  readonly received: string
  /** What would have been right. */
  readonly expected: string
  /** The known name that was probably meant. */
  readonly nearest?: string | undefined
}

export type ParsedQuery =
  | { readonly ok: true; readonly directives: Directives; readonly bundlerQuery: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: DirectiveProblem }

type Entries = readonly (readonly [key: string, value: string])[]
type Reading = Decision | { readonly problem: DirectiveProblem }
type ParsedDirectives = Directives | { readonly problem: DirectiveProblem }

/**
 * Reads the query of an import: project defaults first, then the preset, then what the import says itself. The order
 * of keys never matters.
 */
export function parseDirectives(query: Entries, vocabulary: Vocabulary): ParsedQuery {
  const own = query.filter(([key]) => !BUNDLER_KEYS.has(key))
  const parsed = own.some(([key]) => key === MARKER) ? parseMatting(own, vocabulary) : parseRule(own, vocabulary)
  if ('problem' in parsed) return { ok: false, problem: parsed.problem }
  return { ok: true, directives: parsed, bundlerQuery: new Map(query.filter(([key]) => BUNDLER_KEYS.has(key))) }
}

/** Reads a directive string of the options: a preset, or the defaults. */
export function readText(text: string): Reading {
  return readEntries([...new URLSearchParams(text)], MARKER)
}

function parseMatting(query: Entries, vocabulary: Vocabulary): ParsedDirectives {
  const preset = findPreset(query, vocabulary)
  if (typeof preset === 'object') return { problem: preset }
  const own = query.filter(([key]) => key !== MARKER)
  const decisions: Decision[] = []
  for (const reading of [readText(vocabulary.defaults), readText(preset), readEntries(own, MARKER)]) {
    if ('problem' in reading) return reading
    decisions.push(reading)
  }
  const decision = decisions.reduce(mergeDecisions)
  const outputs = listOutputs(decision.outputs ?? {})
  const bare = outputs.find(({ format = '', flatten }) => JPEG_RE.test(format) && flatten === undefined)
  if (bare !== undefined) return { problem: explainJpeg(bare) }
  const layout = { ...PLAIN_LAYOUT, ...decision.layout }
  return { task: { kind: 'matting', layout }, outputs, as: decision.as ?? 'url' }
}

/** Formats without transparency. */
const JPEG_RE = /^jpe?g$/

function explainJpeg({ format = '' }: Output): DirectiveProblem {
  const expected = '`flatten&background=<colour>` beside it (a JPEG has no transparency), or another format'
  return { directive: 'format', received: `format=${format}`, expected }
}

/** The second says more. */
function mergeDecisions(first: Decision, second: Decision): Decision {
  return {
    ...first,
    ...second,
    layout: { ...first.layout, ...second.layout },
    outputs: { ...first.outputs, ...second.outputs },
  }
}

function parseRule(query: Entries, { rules }: Vocabulary): ParsedDirectives {
  const written = query.filter(([key]) => key === RULE_MARKER)
  const [first = [RULE_MARKER, '']] = written
  const received = written.map(([key, value]) => write(key, value)).join('&')
  if (written.length > 1) return { problem: { directive: RULE_MARKER, received, expected: '`cos` once' } }
  const found = findRule(first[1], rules)
  if ('expected' in found) return { problem: { directive: RULE_MARKER, received, ...found } }
  const reading = readEntries(
    query.filter(([key]) => key !== RULE_MARKER),
    RULE_MARKER,
  )
  if ('problem' in reading) return reading
  const outputs = listOutputs(reading.outputs ?? {})
  return { task: { kind: 'rule', rule: found.rule }, outputs, as: reading.as ?? 'url' }
}

function findPreset(query: Entries, { presets }: Vocabulary): string | DirectiveProblem {
  const name = query.find(([key]) => key === MARKER)?.[1] ?? ''
  if (name === '') return ''
  if (Object.hasOwn(presets, name)) return presets[name] ?? ''
  const known = Object.keys(presets)
  return {
    directive: MARKER,
    received: `${MARKER}=${name}`,
    expected:
      known.length > 0 ? `a preset of the options: ${listNames(known)}` : 'no value: the options name no presets',
    nearest: findNearest(name, known),
  }
}

function readEntries(entries: Entries, marker: Marker): Reading {
  const seen = new Map<string, string>()
  let decision: Decision = {}
  for (const [key, value] of entries) {
    const reading = readEntry(key, value, marker)
    if ('problem' in reading) return reading
    const name = SPELLINGS.get(key) ?? key
    const meaning = JSON.stringify(reading)
    if ((seen.get(name) ?? meaning) !== meaning) return { problem: explainTwice(key, name, entries) }
    seen.set(name, meaning)
    decision = mergeDecisions(decision, reading)
  }
  return decision
}

function readEntry(key: string, value: string, marker: Marker): Reading {
  const name = SPELLINGS.get(key)
  if (name !== undefined && DIRECTIVES[name].markers.includes(marker)) {
    const outcome = DIRECTIVES[name].parse(value)
    return 'expected' in outcome ? refuseValue(key, value, outcome.expected) : outcome
  }
  if (!Object.hasOwn(OUTPUTS, key)) return { problem: explainUnknown(key, value, marker) }
  const values = readOutput(key, value)
  return 'expected' in values ? refuseValue(key, value, values.expected) : { outputs: { [key]: values } }
}

function refuseValue(key: string, value: string, expected: string): { readonly problem: DirectiveProblem } {
  return { problem: { directive: key, received: write(key, value), expected } }
}

function explainUnknown(key: string, value: string, marker: Marker): DirectiveProblem {
  const received = write(key, value)
  if (key === RULE_MARKER) {
    return { directive: key, received, expected: '`matting` or `cos`, never both in one import' }
  }
  const spellings = [...SPELLINGS].filter(([, name]) => DIRECTIVES[name].markers.includes(marker))
  const known = [marker, ...spellings.map(([spelling]) => spelling), ...Object.keys(OUTPUTS)]
  return { directive: key, received, expected: `one of ${listNames(known)}`, nearest: findNearest(key, known) }
}

function explainTwice(key: string, name: string, entries: Entries): DirectiveProblem {
  const all = entries.filter(([other]) => (SPELLINGS.get(other) ?? other) === name)
  return {
    directive: key,
    received: all.map(([other, value]) => write(other, value)).join('&'),
    expected: `\`${name}\` once`,
  }
}

function write(key: string, value: string): string {
  return value === '' ? key : `${key}=${value}`
}

function listNames(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}
