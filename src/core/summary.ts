/** What is remembered of one finished cut-out until the build ends. */
export interface CutEntry {
  readonly key: string
  readonly cached: boolean
  /** Key of the image that was paid for; undefined where nothing was. Layouts of one cut-out share it. */
  readonly paidFor: string | undefined
  readonly engine: string
  /** `performance.now()` when it was asked for. */
  readonly started: number
  /** `performance.now()` when it was there. */
  readonly ended: number
}

/**
 * One line on all cut-outs of a build, e.g. `12 images · 10 cached · 2 cut by local in 3.4 s`; undefined where
 * there were none. An image that several modules import counts once.
 */
export function summarizeCuts(entries: readonly CutEntry[]): string | undefined {
  const distinct = [...new Map([...entries].reverse().map((entry) => [entry.key, entry])).values()]
  if (distinct.length === 0) return undefined
  const made = distinct.filter((entry) => !entry.cached)
  const paid = new Set(made.map((entry) => entry.paidFor).filter(Boolean)).size
  const seconds = (measureSpan(made) / 1000).toFixed(1)
  const parts = [
    `${distinct.length} ${distinct.length === 1 ? 'image' : 'images'}`,
    made.length < distinct.length ? `${distinct.length - made.length} cached` : '',
    made.length > 0
      ? `${made.length} cut by ${[...new Set(made.map((entry) => entry.engine))].sort().join(', ')} in ${seconds} s`
      : '',
    paid > 0 ? `${paid} paid` : '',
  ]
  return parts.filter(Boolean).join(' · ')
}

/** Time from the first start to the last end, in ms: images are made side by side. */
function measureSpan(entries: readonly CutEntry[]): number {
  if (entries.length === 0) return 0
  return Math.max(...entries.map(({ ended }) => ended)) - Math.min(...entries.map(({ started }) => started))
}
