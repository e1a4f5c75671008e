import type { ImportRequest } from '../core/asset.ts'
import { createKey } from '../core/key.ts'
import type { Engine } from '../core/types.ts'
import { writeCanonical } from '../directives/canonical.ts'
import { PLAIN_LAYOUT } from '../directives/layout.ts'
import type { Directives } from '../directives/parse.ts'
import type { Bench, Job } from './bench.ts'

/** Reads a photo's content into the key of the image that a request wants of it. */
export function identify({ engine, hashSource }: Bench, request: ImportRequest, photo: string): Job {
  const source = hashSource(photo)
  return { request, photo, source, key: keyOf(engine, request.directives, source) }
}

/** The job for the same photo where the product was: what layouts are made from. */
export function toPlainJob({ engine }: Bench, { request, photo, source }: Job): Job {
  const directives = { ...request.directives, layout: PLAIN_LAYOUT }
  return { request: { ...request, directives }, photo, source, key: keyOf(engine, directives, source) }
}

/**
 * The content key of an image.
 *
 * @param source hex sha256 of the photo's file; empty for what all photos have in common
 */
export function keyOf(engine: Engine, directives: Directives, source: string): string {
  return createKey({ engine, source, directives: writeCanonical(directives) })
}
