import { createHash } from 'node:crypto'
import { writeRadios, writeTicks } from '../markup/controls.ts'
import { writeBytes } from '../markup/figures.ts'
import { type Html, html } from '../markup/html.ts'
import { ICON } from '../markup/icon.ts'
import { type CardFacts, writeCard } from './card.ts'
import { type ReportEntry, STATUSES } from './entry.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style/index.ts'
import { showCost, type Totals } from './totals.ts'

/** What a report is written from. */
export interface PageFacts {
  readonly cards: readonly CardFacts[]
  readonly totals: Totals
  readonly written: Date
}

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

/** Nothing is asked for, and only what is written here runs: a page that says so can be opened by anybody. */
const POLICY: string = [
  "default-src 'none'",
  'img-src data:',
  `style-src ${hashSource(STYLE)}`,
  `script-src ${hashSource(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Hashes count every character, so both are written as they are. */
const STYLE_ELEMENT: Html = { markup: `<style>${STYLE}</style>` }
const SCRIPT_ELEMENT: Html = { markup: `<script type="module">${SCRIPT}</script>` }

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/** Writes the report, one file that needs no other. Without its script it shows all cards, their curtains half open. */
export function writePage({ cards, totals, written }: PageFacts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="unplugin-matting" />
        <title>Cut-outs</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}" />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header class="top">
          <div class="title">
            <h1>Cut-outs</h1>
            <p>Written <time datetime="${written.toISOString()}">${showTime(written)}</time></p>
          </div>
          <dl class="totals">${writeTotals(totals)}</dl>
        </header>
        ${writeTools(cards.map(({ entry }) => entry))}
        <main id="cards">${cards.map(writeCard)}</main>
        <p class="empty">The project imports no picture of ours.</p>
        <p class="empty-choice">No picture is like that.</p>
        ${SCRIPT_ELEMENT}
      </body>
    </html> `.markup
}

function writeTotals({ pictures, bytes, doubtful, ...totals }: Totals): Html[] {
  const { paidCalls, cost, callsToCome, costToCome } = totals
  const tiles: Readonly<Record<string, string | undefined>> = {
    Pictures: String(pictures),
    [STATUSES.cached]: showCount(totals.cached),
    [STATUSES.found]: showCount(totals.found),
    [STATUSES.local]: showCount(totals.local),
    [STATUSES.paid]: showCount(totals.paid),
    'Paid calls': String(paidCalls),
    'Estimated cost': cost && showCost(cost),
    [STATUSES.missing]: showCount(totals.missing),
    'Calls to come': showCount(callsToCome),
    'Cost to come': callsToCome > 0 ? costToCome && showCost(costToCome) : undefined,
    'To look at': showCount(doubtful),
    'All files': writeBytes(bytes),
  }
  return Object.entries(tiles).flatMap(([name, value]) => (value === undefined ? [] : [writeTile(name, value)]))
}

function showCount(count: number): string | undefined {
  return count > 0 ? String(count) : undefined
}

function writeTile(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

function writeTools(entries: readonly ReportEntry[]): Html {
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
    <p id="count" role="status">${entries.length} of ${entries.length} shown</p>
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
  return Object.fromEntries([...counts].map(([kind, count]) => [kind, `${names[kind] ?? kind} ${count}`]))
}

/** To the minute, and the same in every time zone. */
function showTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
