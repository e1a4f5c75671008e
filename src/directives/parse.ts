import { type Layout, PLAIN_LAYOUT } from './layout.ts'
import { findNearest } from './nearest.ts'
import { BUNDLER_KEYS, DIRECTIVES, MARKER, RULE_MARKER, SPELLINGS } from './table.ts'

/** The directives of one import, complete: presets and defaults are in. */
export interface Directives {
  readonly layout: Layout
}

/** Names a project gives to directives. */
export interface Vocabulary {
  /** Named directive strings, `{ card: 'padding=20&center' }`, used as `?matting=card`. */
  readonly presets: Readonly<Record<string, string>>
  /** Directive string that every import starts from. */
  readonly defaults: string
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
type Reading = { readonly layout: Partial<Layout> } | { readonly problem: DirectiveProblem }

/**
 * Reads the query of an import: project defaults first, then the preset, then what the import says itself. The order
 * of keys never matters.
 */
export function parseDirectives(query: Entries, vocabulary: Vocabulary): ParsedQuery {
  const preset = findPreset(query, vocabulary)
  if (typeof preset === 'object') return { ok: false, problem: preset }
  const own = query.filter(([key]) => key !== MARKER && !BUNDLER_KEYS.has(key))
  const readings = [readText(vocabulary.defaults), readText(preset), readEntries(own)]
  const layouts: Partial<Layout>[] = []
  for (const reading of readings) {
    if ('problem' in reading) return { ok: false, problem: reading.problem }
    layouts.push(reading.layout)
  }
  const bundlerQuery = new Map(query.filter(([key]) => BUNDLER_KEYS.has(key)))
  return { ok: true, directives: { layout: Object.assign({}, PLAIN_LAYOUT, ...layouts) as Layout }, bundlerQuery }
}

/** Reads a directive string of the options: a preset, or the defaults. */
export function readText(text: string): Reading {
  return readEntries([...new URLSearchParams(text)])
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

function readEntries(entries: Entries): Reading {
  const seen = new Map<string, string>()
  let layout: Partial<Layout> = {}
  for (const [key, value] of entries) {
    const name = SPELLINGS.get(key)
    if (name === undefined) return { problem: explainUnknown(key, value) }
    const outcome = DIRECTIVES[name].parse(value)
    if ('expected' in outcome)
      return { problem: { directive: key, received: write(key, value), expected: outcome.expected } }
    const meaning = JSON.stringify(outcome.layout)
    if ((seen.get(name) ?? meaning) !== meaning) return { problem: explainTwice(key, name, entries) }
    seen.set(name, meaning)
    layout = { ...layout, ...outcome.layout }
  }
  return { layout }
}

function explainUnknown(key: string, value: string): DirectiveProblem {
  if (key === RULE_MARKER) {
    return { directive: key, received: write(key, value), expected: '`matting` or `cos`, never both in one import' }
  }
  const known = [MARKER, ...SPELLINGS.keys()]
  return {
    directive: key,
    received: write(key, value),
    expected: `one of ${listNames(known)}`,
    nearest: findNearest(key, known),
  }
}

function explainTwice(key: string, name: string, entries: Entries): DirectiveProblem {
  const all = entries.filter(([other]) => SPELLINGS.get(other) === name)
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
