import { estimateCost } from '../core/summary.ts'
import type { Price } from '../options/types.ts'
import type { ReportEntry, Status } from './entry.ts'

/** What stands at the top of a report. */
export interface Totals {
  readonly pictures: number
  readonly paid: number
  readonly local: number
  readonly found: number
  readonly cached: number
  readonly missing: number
  /** Pictures that look wrong. */
  readonly doubtful: number
  /** Size of all files. */
  readonly bytes: number
  /** Calls that this build paid for. */
  readonly paidCalls: number
  /** What they cost; undefined where the price is not known. */
  readonly cost: Price | undefined
  /** Calls that missing pictures would take. */
  readonly callsToCome: number
  /** What those would cost. */
  readonly costToCome: Price | undefined
}

/** Counts pictures, and calls: pictures that are made of one cut-out share its call. */
export function countTotals(entries: readonly ReportEntry[], price: Price | undefined): Totals {
  const count = (wanted: Status): number => entries.filter(({ status }) => status === wanted).length
  const paidCalls = countCalls(entries.filter(({ status }) => status === 'paid'))
  const callsToCome = countCalls(entries.filter(({ status }) => status === 'missing'))
  return {
    pictures: entries.length,
    ...{ paid: count('paid'), local: count('local'), found: count('found') },
    ...{ cached: count('cached'), missing: count('missing') },
    doubtful: entries.filter(({ picture }) => picture?.doubt !== undefined).length,
    bytes: entries.reduce((sum, { picture }) => sum + (picture?.bytes ?? 0), 0),
    ...{ paidCalls, cost: price && estimateCost(paidCalls, price) },
    ...{ callsToCome, costToCome: price && estimateCost(callsToCome, price) },
  }
}

function countCalls(entries: readonly ReportEntry[]): number {
  return new Set(entries.map(({ payment }) => payment).filter((payment) => payment !== undefined)).size
}

/** A cost as people read it: `0.02 CNY`. */
export function showCost({ amount, currency }: Price): string {
  return `${amount} ${currency}`
}

/** What each picture cost, or would cost, by id: of pictures that share a call the first has its price. */
export function labelCosts(entries: readonly ReportEntry[], price: Price | undefined): ReadonlyMap<string, string> {
  const payers = new Map<string, ReportEntry>()
  for (const entry of entries) if (entry.payment && !payers.has(entry.payment)) payers.set(entry.payment, entry)
  const labels = entries.flatMap((entry) => {
    const payer = payers.get(entry.payment ?? '')
    return payer === undefined ? [] : [[entry.id, labelCost(entry, payer, price)] as const]
  })
  return new Map(labels)
}

function labelCost(entry: ReportEntry, payer: ReportEntry, price: Price | undefined): string {
  if (entry !== payer) return `with ${payer.directives}`
  const cost = price === undefined ? '1 paid call' : showCost(price)
  return entry.status === 'missing' ? `${cost} to come` : cost
}
