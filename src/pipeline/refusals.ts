import type { ImportRequest } from '../core/asset.ts'
import { isMattingError, MattingError } from '../core/errors.ts'
import type { Bench } from './bench.ts'
import { type Plan, planProject } from './plan.ts'

/** What became of pictures that could not be made because the options say so. */
export interface Refusals {
  /** How many there were. */
  count: number
  /** What the project would take, found out with the first. */
  plan: Promise<Plan> | undefined
}

/**
 * Completes the first error of a build that makes nothing, or has spent its budget, with all else that the project misses: so
 * one build tells everything. The lists after it are left out.
 */
export async function completeRefusal(bench: Bench, error: unknown, request: ImportRequest): Promise<unknown> {
  if (!isMattingError(error) || (error.code !== 'FROZEN' && error.code !== 'BUDGET')) return error
  const { refusals } = bench
  const isFirst = refusals.count++ === 0
  const plan = await (refusals.plan ??= planProject(bench))
  if (!isFirst && error.code === 'FROZEN') return error
  const { code, reason, fix } = error
  return new MattingError(code, `${reason} ${describePlan(code, plan, request)}`, { fix })
}

function describePlan(code: string, { pictures, calls }: Plan, request: ImportRequest): string {
  if (code === 'BUDGET') return `The project would take ${calls} more paid ${calls === 1 ? 'call' : 'calls'}.`
  const missing = pictures.filter(({ state }) => state !== 'there')
  const lines = missing.map(({ specifier, importer, line }) =>
    describeImport(specifier, importer && `${importer}:${line}`),
  )
  const isListed = missing.some(({ specifier, importer }) => {
    return specifier === request.specifier && importer === request.importer
  })
  const all = isListed ? lines : [describeImport(request.specifier, request.importer), ...lines]
  return `All that is missing:\n${[...new Set(all)].join('\n')}`
}

function describeImport(specifier: string, place: string | undefined): string {
  return `    ${specifier}${place === undefined ? '' : ` in ${place}`}`
}
