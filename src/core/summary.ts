/** What is remembered of one finished cut-out until the build ends. */
export interface CutEntry {
  readonly key: string
  readonly cached: boolean
  /** Key of the image that was paid for; undefined where nothing was. Layouts of one cut-out share it. */
  readonly paidFor: string | undefined
  /** Whether the engine's service had it already, so that nothing was made. */
  readonly found: boolean
  readonly engine: string
  /** `performance.now()` when it was asked for. */
  readonly started: number
  /** `performance.now()` when it was there. */
  readonly ended: number
}

/**
 * One line on all pictures of a build, e.g. `12 images · 9 cached · 1 found by cos · 2 cut by cos in 3.4 s · 2 paid`; undefined where
 * there were none. An image that several modules import counts once.
 */
export function summarizeCuts(entries: readonly CutEntry[]): string | undefined {
  const distinct = [...new Map([...entries].reverse().map((entry) => [entry.key, entry])).values()]
  if (distinct.length === 0) return undefined
  const made = distinct.filter((entry) => !entry.cached && !entry.found)
  const found = distinct.filter((entry) => !entry.cached && entry.found)
  const paid = new Set(made.map((entry) => entry.paidFor).filter(Boolean)).size
  const cached = distinct.length - made.length - found.length
  const parts = [
    `${distinct.length} ${distinct.length === 1 ? 'image' : 'images'}`,
    cached > 0 ? `${cached} cached` : '',
    found.length > 0 ? `${found.length} found by ${listEngines(found)}` : '',
    made.length > 0 ? `${made.length} cut by ${listEngines(made)} in ${(measureSpan(made) / 1000).toFixed(1)} s` : '',
    paid > 0 ? `${paid} paid` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

function listEngines(entries: readonly CutEntry[]): string {
  return [...new Set(entries.map(({ engine }) => engine))].sort().join(', ')
}

/** Time from the first start to the last end, in ms: images are made side by side. */
function measureSpan(entries: readonly CutEntry[]): number {
  if (entries.length === 0) return 0
  return Math.max(...entries.map(({ ended }) => ended)) - Math.min(...entries.map(({ started }) => started))
}
