import type { Pin } from '../store/lockfile.ts'
import type { Bench, Job } from './bench.ts'
import { nameMaker } from './identify.ts'
import type { Recalled } from './recall.ts'
import { showPath } from './tell.ts'

/**
 * Pins an import to the picture it was given. A draft by the embedded engine never replaces what another engine made: the
 * entry stays, and the draft is told.
 */
export function pinPicture(bench: Bench, job: Job, { record, maker }: Recalled): void {
  const { pins, isDraft, isEmbedded, options, engine } = bench
  const pin = pins.find(job)
  const isDrawnHere = isEmbedded && maker.name === engine.name
  const isOthers = pin !== undefined && !pin.engine.startsWith(`${maker.name}@`)
  if (isOthers && isDrawnHere && (isDraft || options.mode !== 'refresh')) return tellDraft(bench, job, pin)
  const { sha256: output, width, height, bytes } = record
  pins.note(job, { source: job.source, engine: nameMaker(maker), output, width, height, bytes })
}

function tellDraft({ drafts, logger, options }: Bench, { request, photo, source, key }: Job, pin: Pin): void {
  if (drafts.has(key)) return
  drafts.add(key)
  const place = request.importer === undefined ? '' : ` in ${request.importer}`
  const why = pin.source === source ? 'not in the cache' : 'of the photo before it was changed'
  logger.warn(
    `${request.specifier}${place}: a draft by the embedded engine. The lockfile pins a picture of ${pin.engine}, which is ${why}; ` +
      `it stays pinned. Build where ${showPath(photo, options.root)} can be had from the cloud or a shared cache.`,
  )
}
