import { relative } from 'node:path'
import type { ImportRequest } from '../core/asset.ts'
import { findDoubt } from '../core/check.ts'
import { describeCause, isMattingError, locateError, MattingError } from '../core/errors.ts'
import { writeQuery } from '../directives/canonical.ts'
import { writeOutput } from '../directives/outputs.ts'
import { isRemote } from '../directives/query.ts'
import type { CutRecord } from '../store/records.ts'
import type { Bench, Job, Made } from './bench.ts'
import { findMaker, isDerived, toBaseJob } from './identify.ts'

/** One line for one image that was made: `img/shoe.jpg?matting&center=1 → 1280 × 1240, 412 kB, cut by local in 2.3 s (confidence 0.97)`. */
export function describeCut(bench: Bench, made: Made, { task, output, photo, key }: Job): string {
  const { record, paidFor, ms } = made
  const { width, height, bytes, confidence } = record
  const size = `${width} × ${height}, ${Math.ceil(bytes / 1000)} kB`
  const sure = confidence === undefined ? '' : ` (confidence ${confidence.toFixed(2)})`
  const time = `${describeMaking(bench, { task, output }, made)} in ${(ms / 1000).toFixed(1)} s`
  const paid = paidFor === key ? ', paid' : ''
  return `${nameJob(bench, { task, output, photo })} → ${size}, ${time}${sure}${paid}`
}

/** A picture as people know it: `img/shoe.jpg?matting&center=1`. */
export function nameJob(
  { options }: Pick<Bench, 'options'>,
  { task, output, photo }: Pick<Job, 'task' | 'output' | 'photo'>,
): string {
  const query = writeQuery(task) + (output === undefined ? '' : `&${writeOutput(output)}`)
  return `${showPath(photo, options.root)}${query}`
}

function describeMaking(bench: Bench, { task, output }: Pick<Job, 'task' | 'output'>, { found }: Made): string {
  if (output !== undefined) return 'converted'
  const { name } = findMaker(bench, task)
  if (found) return `found by ${name}`
  if (isDerived(bench, task)) return 'laid out'
  return task.kind === 'rule' ? `made by ${name}` : `cut by ${name}`
}

/** Warns of a cut-out that looks wrong, once for each in a pipeline's life, whether it was made now or long ago. */
export function tellDoubt(bench: Bench, job: Job, record: CutRecord): void {
  const { doubts, logger, options } = bench
  const { request, task, photo } = job
  const doubt = task.kind === 'matting' ? findDoubt(record) : undefined
  if (doubt === undefined) return
  // One doubt for all that is made of a cut-out.
  const { key } = toBaseJob(bench, job)
  if (doubts.has(key)) return
  doubts.add(key)
  const place = request.importer === undefined ? '' : ` in ${request.importer}`
  logger.warn(
    `${request.specifier}${place}: ${doubt}. Look at the picture made from ${showPath(photo, options.root)}; ` +
      'a photo with the product clear of a plain background helps, or the cloud engine, or a model of yours (`onnx`).',
  )
}

/** Any failure as a MattingError that names the import. */
export function explainFailure(error: unknown, { specifier, importer }: ImportRequest): MattingError {
  if (isMattingError(error)) return locateError(error, { specifier, importer })
  const detail = describeCause(error)
  return new MattingError('ENGINE_FAILED', `The cut-out could not be made: ${detail}`, {
    specifier,
    importer,
    cause: error,
    fix: 'Read the cause below it; run the build again where it may have been chance.',
  })
}

/** A path as messages show it: relative to the root, with forward slashes, without query; an address without query too. */
export function showPath(path: string | undefined, root: string): string | undefined {
  if (path !== undefined && isRemote(path)) return path.replace(/\?.*/s, '')
  const [file = ''] = (path ?? '').split('?')
  if (file === '') return undefined
  const shown = relative(root, file).replaceAll('\\', '/')
  return shown.startsWith('../../') || shown === '' ? file : shown
}
