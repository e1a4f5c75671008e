import { type Layout, MAX_PADDING, type Padding } from './layout.ts'
import type { OutputLists } from './outputs.ts'
import type { ImportForm } from './task.ts'

/** What directives decide, as far as they were said. */
export interface Decision {
  readonly layout?: Partial<Layout>
  readonly as?: ImportForm
  readonly outputs?: OutputLists
}

/** What a directive decides, or what its value should have been. */
type DirectiveOutcome = Decision | { readonly expected: string }

/** Markers that a directive goes with. */
export type Marker = 'matting' | 'cos'

/** One row of the table: how a directive is written and what it does. */
export interface DirectiveSpec {
  /** Other spellings with the same meaning. */
  readonly aliases: readonly string[]
  /** How it is written, for the README and for messages. */
  readonly syntax: readonly string[]
  readonly meaning: string
  readonly default: string
  /** The markers it goes with. */
  readonly markers: readonly Marker[]
  /** Reads a value; a bare directive (`&center`) has the value `''`. */
  parse(value: string): DirectiveOutcome
}

/** The key that asks for a cut-out; its value names a preset. */
export const MARKER = 'matting'

/** The other marker: its value is a rule of Persistent Image Processing, or the name of one; never together with {@link MARKER}. */
export const RULE_MARKER = 'cos'

/** Every directive. Parser, README and command line read this table and no other. */
export const DIRECTIVES: Readonly<Record<DirectiveName, DirectiveSpec>> = {
  padding: {
    aliases: ['padding-layout'],
    syntax: ['padding=<dx>x<dy>', 'padding=<n>'],
    meaning: `transparent pixels added to the canvas: \`dx\` left and right, \`dy\` top and bottom; whole, 0 to ${MAX_PADDING} each`,
    default: 'none',
    markers: [MARKER],
    parse: parsePadding,
  },
  center: {
    aliases: ['center-layout'],
    syntax: ['center', 'center=0|1|true|false'],
    meaning: 'moves the product to the middle of the canvas, which keeps its size',
    default: '0',
    markers: [MARKER],
    parse: parseCenter,
  },
  as: {
    aliases: [],
    syntax: ['as=url|srcset|img|picture|metadata'],
    meaning:
      'what the import gives: the URL, or, as in imagetools, a `srcset` or an object for `<img>` or `<picture>`; `metadata` is an object with `src`, `width`, `height`, `format`, `bytes`, `hasAlpha` and `box`',
    default: 'url',
    markers: [MARKER, RULE_MARKER],
    parse: parseForm,
  },
}

/** Name of a directive, as the README lists it. */
export type DirectiveName = 'padding' | 'center' | 'as'

/** Query keys that belong to the bundlers: they are kept as they are and mean what the bundler says. */
export const BUNDLER_KEYS: ReadonlySet<string> = new Set(['url', 'inline', 'no-inline', 'import', 't', 'v'])

/** Every spelling of every directive, and the directive it stands for. */
export const SPELLINGS: ReadonlyMap<string, DirectiveName> = new Map(
  (Object.keys(DIRECTIVES) as DirectiveName[]).flatMap((name) =>
    [name, ...DIRECTIVES[name].aliases].map((spelling) => [spelling, name] as const),
  ),
)

const PADDING_RE = /^(\d+)(?:x(\d+))?$/

function parsePadding(value: string): DirectiveOutcome {
  const match = PADDING_RE.exec(value)
  const padding: Padding = { dx: Number(match?.[1]), dy: Number(match?.[2] ?? match?.[1]) }
  const valid = match !== null && padding.dx <= MAX_PADDING && padding.dy <= MAX_PADDING
  return valid
    ? { layout: { padding } }
    : { expected: `\`<dx>x<dy>\` or \`<n>\` in whole pixels, 0 to ${MAX_PADDING} each, e.g. \`20x10\`` }
}

const CENTER_VALUES: ReadonlyMap<string, boolean> = new Map([
  ['', true],
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

function parseCenter(value: string): DirectiveOutcome {
  const center = CENTER_VALUES.get(value)
  return center === undefined ? { expected: 'nothing, `0`, `1`, `true` or `false`' } : { layout: { center } }
}

const FORMS: readonly ImportForm[] = ['url', 'srcset', 'img', 'picture', 'metadata']

function parseForm(value: string): DirectiveOutcome {
  const form = FORMS.find((known) => known === value)
  return form === undefined ? { expected: FORMS.map((known) => `\`${known}\``).join(', ') } : { as: form }
}
