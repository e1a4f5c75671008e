import { createHash } from 'node:crypto'
import { writeNumber, writeBytes } from '../markup/figures.ts'
import { type Html, html } from '../markup/html.ts'
import { ICON } from '../markup/icon.ts'
import { type CardFacts, writeCard } from './card.ts'
import { STATUSES } from './entry.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style/index.ts'
import { writeTools } from './tools.ts'
import { showCost, type Totals } from './totals.ts'

/** What a report is written from. */
export interface PageFacts {
  readonly cards: readonly CardFacts[]
  readonly totals: Totals
  readonly written: Date
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
    Pictures: writeNumber(pictures),
    [STATUSES.cached]: showCount(totals.cached),
    [STATUSES.found]: showCount(totals.found),
    [STATUSES.local]: showCount(totals.local),
    [STATUSES.paid]: showCount(totals.paid),
    'Paid calls': writeNumber(paidCalls),
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
  return count > 0 ? writeNumber(count) : undefined
}

function writeTile(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

/** To the minute, and the same in every time zone. */
function showTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
