import type { ImportRequest } from '../core/asset.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Plan } from '../pipeline/plan.ts'
import { describePlanned, describeProblem, describeSighting, type ReportItem } from './describe-items.ts'
import type { PathWriter } from './paths.ts'
import type { Sighting } from './sightings.ts'

/** What is known of a build. */
export interface BuildFindings {
  /** What it asked for. */
  readonly sightings: readonly Sighting[]
  /** How it came by that. */
  readonly cuts: readonly CutEntry[]
}

/** What a report is made of. */
export interface Findings {
  /** Undefined where no build is meant, but the project as it is. */
  readonly build: BuildFindings | undefined
  /** What the project asks for, found without a bundler. */
  readonly plan: Plan
  /** Names a picture as sightings are named. */
  readonly nameOf: (request: ImportRequest, photo: string) => string
  readonly paths: PathWriter
}

/** A bundler with a cache of its own asks for nothing; other builds have other entries. */
const UNASKED = 'Not asked for by this build: the bundler had it already, or another build uses it.'

/**
 * Lists the pictures of a report, by photo and directives: all that the build asked for, and what of the rest of the project is in the
 * cache. Where no build is meant, what is not there is listed, too.
 */
export function listItems(findings: Findings): ReportItem[] {
  const { build, plan, nameOf, paths } = findings
  const planned = groupBy(plan.pictures, ({ request, photo }) => nameOf(request, photo))
  const sightings = build?.sightings ?? []
  const making = new Map((build?.cuts ?? []).filter(({ cached }) => !cached).map((cut) => [cut.key, cut]))
  const seen = sightings.map((sighting) => {
    const cut = making.get(sighting.asset?.key ?? '')
    return describeSighting(sighting, { cut, planned: planned.get(sighting.id) ?? [], paths })
  })
  const known = new Set(sightings.flatMap(({ id, asset }) => [id, ...(asset ? [asset.key] : [])]))
  const rest = [...planned].flatMap(([id, pictures]) => {
    const [first] = pictures
    const isSeen = known.has(id) || known.has(first?.found?.key ?? '')
    const isOthers = build !== undefined && first?.found === undefined
    if (first === undefined || isSeen || isOthers) return []
    return [describePlanned(id, [first, ...pictures.slice(1)], { note: build && UNASKED, paths })]
  })
  const problems = build === undefined ? plan.problems.map((problem) => describeProblem(problem, paths)) : []
  return [...seen, ...rest, ...problems].sort((one, other) => compare(sortKey(one), sortKey(other)))
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

function sortKey({ entry }: ReportItem): string {
  return `${entry.photo}\n${entry.directives}\n${entry.id}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
