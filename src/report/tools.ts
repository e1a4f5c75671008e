import { writeRadios, writeTicks } from '../markup/controls.ts'
import { writeNumber } from '../markup/figures.ts'
import { type Html, html } from '../markup/html.ts'
import { type ReportEntry, STATUSES } from './entry.ts'

const BACKDROPS = { checks: 'Checks', light: 'Light', dark: 'Dark' }
const SCHEMES = { auto: 'Auto', light: 'Light', dark: 'Dark' }

/** What cards can be sorted by: data attributes, and how they are called. */
const ORDERS = {
  name: 'Name',
  bytes: 'Size of the file',
  ms: 'Time',
  confidence: 'Confidence',
  status: 'Status',
}

/** Writes what pictures are chosen, sorted and looked at by; kinds that no picture is of are left out. */
export function writeTools(entries: readonly ReportEntry[]): Html {
  const statuses = countBy(entries, ({ status }) => status)
  const engines = countBy(entries, ({ picture }) => picture?.engine)
  const looks = countBy(entries, ({ picture }) => (picture?.doubt === undefined ? undefined : 'doubtful'))
  return html`<form class="bar tools" role="search" aria-label="Choose pictures">
    <input
      type="search"
      id="search"
      placeholder="Name, directive, file"
      aria-label="Search names, directives and files"
    />
    ${writeTicks('Status', 'status', label(statuses, STATUSES))} ${writeTicks('Engine', 'engine', label(engines, {}))}
    ${looks.size === 0 ? undefined : writeTicks('Look', 'look', label(looks, { doubtful: 'To look at' }))}
    <label class="order"
      >Sort by
      <select id="order">
        ${Object.entries(ORDERS).map(([value, name]) => html`<option value="${value}">${name}</option>`)}
      </select></label
    >
    <label class="all"
      >Photo
      <input
        type="range"
        id="all"
        min="0"
        max="100"
        step="5"
        value="50"
        aria-label="Share of the photo, all pictures"
      />
      Cut-out</label
    >
    ${writeRadios('Backdrop', 'backdrop', BACKDROPS)} ${writeRadios('Page', 'scheme', SCHEMES)}
    <p id="count" role="status">${writeNumber(entries.length)} of ${writeNumber(entries.length)} shown</p>
  </form>`
}

/** How many there are of each kind, in the order of names. */
function countBy(
  entries: readonly ReportEntry[],
  kindOf: (entry: ReportEntry) => string | undefined,
): Map<string, number> {
  const kinds = entries.map(kindOf).filter((kind) => kind !== undefined)
  const counts = new Map([...new Set(kinds)].sort().map((kind) => [kind, 0]))
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

function label(counts: ReadonlyMap<string, number>, names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries([...counts].map(([kind, count]) => [kind, `${names[kind] ?? kind} ${writeNumber(count)}`]))
}
