import { compareText } from './compare-text.ts'

/** What is remembered of one finished picture until the build ends. */
export interface CutEntry {
  readonly key: string
  /** As people know it: the photo below the root, and its directives. */
  readonly name: string
  readonly cached: boolean
  /** Key of the image that was paid for; undefined where nothing was. Layouts of one cut-out share it. */
  readonly paidFor: string | undefined
  /** Whether the engine's service had it already, so that nothing was made. */
  readonly found: boolean
  readonly engine: string
  /** Size of the file. */
  readonly bytes: number
  /** `performance.now()` when it was asked for. */
  readonly started: number
  /** `performance.now()` when it was there. */
  readonly ended: number
}

/** What a paid call costs. */
interface Price {
  readonly amount: number
  readonly currency: string
}

/** Rows of a table; a report tells them all. */
const MOST_ROWS = 40

/**
 * All pictures of a build, e.g. `12 images · 9 cached · 1 found by cos · 2 cut by cos in 3.4 s · 2 paid, about 0.02 CNY`, and below it a
 * table of those that were not there; undefined where there were none. An image that several modules import counts once.
 */
export function summarizeCuts(entries: readonly CutEntry[], price?: Price): string | undefined {
  const distinct = [...new Map([...entries].reverse().map((entry) => [entry.key, entry])).values()]
  if (distinct.length === 0) return undefined
  const fresh = distinct.filter((entry) => !entry.cached)
  return [summarize(distinct, price), ...tabulate(fresh)].join('\n')
}

function summarize(distinct: readonly CutEntry[], price: Price | undefined): string {
  const made = distinct.filter((entry) => !entry.cached && !entry.found)
  const found = distinct.filter((entry) => !entry.cached && entry.found)
  const paid = new Set(made.map((entry) => entry.paidFor).filter(Boolean)).size
  const cached = distinct.length - made.length - found.length
  const parts = [
    `${distinct.length} ${distinct.length === 1 ? 'image' : 'images'}`,
    cached > 0 ? `${cached} cached` : '',
    found.length > 0 ? `${found.length} found by ${listEngines(found)}` : '',
    made.length > 0 ? `${made.length} cut by ${listEngines(made)} in ${seconds(measureSpan(made))}` : '',
    paid > 0 ? `${paid} paid${price ? `, about ${estimateCost(paid, price).amount} ${price.currency}` : ''}` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

/** What calls cost. Prices have few decimals, binary fractions have many. */
export function estimateCost(calls: number, { amount, currency }: Price): Price {
  return { amount: Number((calls * amount).toFixed(6)), currency }
}

/** One line for each picture, in columns; none for a build of one picture, which its summary tells. */
function tabulate(fresh: readonly CutEntry[]): string[] {
  if (fresh.length < 2) return []
  const rows = [...fresh].sort((a, b) => compareText(a.name, b.name)).map(describeRow)
  const shown = rows.slice(0, MOST_ROWS)
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...shown.map((row) => (row[column] ?? '').length)))
  const lines = shown.map((row) => `  ${row.map((cell, column) => align(cell, column, widths[column])).join('  ')}`)
  const left = rows.length - shown.length
  return left > 0 ? [...lines, `  … and ${left} more`] : lines
}

function describeRow({ name, engine, found, paidFor, key, bytes, started, ended }: CutEntry): string[] {
  const state = found ? 'found' : paidFor === key ? 'paid' : paidFor === undefined ? 'local' : 'shared'
  return [name, engine, state, seconds(ended - started), `${Math.ceil(bytes / 1000)} kB`]
}

/** Texts to the left, numbers to the right. */
function align(cell: string, column: number, width = 0): string {
  return column > 2 ? cell.padStart(width) : cell.padEnd(width)
}

function listEngines(entries: readonly CutEntry[]): string {
  return [...new Set(entries.map(({ engine }) => engine))].sort().join(', ')
}

/** Time from the first start to the last end, in ms: images are made side by side. */
function measureSpan(entries: readonly CutEntry[]): number {
  if (entries.length === 0) return 0
  return Math.max(...entries.map(({ ended }) => ended)) - Math.min(...entries.map(({ started }) => started))
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
