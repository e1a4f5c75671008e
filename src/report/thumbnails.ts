import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import pLimit from 'p-limit'
import { sha256 } from '../core/hash.ts'
import { isRemote } from '../directives/query.ts'
import { type Placement, renderThumbnail, type Size } from '../raster/thumbnail.ts'
import type { Store } from '../store/store.ts'
import type { ReportItem } from './describe-items.ts'
import { fillCanvas, fitThumbnail, layPhoto } from './placement.ts'

/** Photo and picture of an entry, of the same size, as WebP; undefined where one can't be shown. */
export interface Thumbnails {
  readonly size: Size
  readonly photo: Uint8Array | undefined
  readonly picture: Uint8Array | undefined
}

/** Where thumbnails and pictures are kept. */
export type Shelf = Pick<Store, 'find' | 'read' | 'keep'>

/** Pictures worked on at once: each is decoded whole, by libvips, which has threads of its own. */
const MOST_AT_WORK = 4
/** Raised when thumbnails are made in another way. */
const VERSION = 1
const NO_PADDING = { dx: 0, dy: 0 }

/**
 * Makes the thumbnails of the pictures that are there, a few at a time, or finds them in the cache.
 *
 * @returns in the order of the items; undefined for pictures that are missing
 */
export async function makeThumbnails(items: readonly ReportItem[], shelf: Shelf): Promise<(Thumbnails | undefined)[]> {
  const limit = pLimit(Math.min(MOST_AT_WORK, availableParallelism()))
  return Promise.all(items.map((item) => limit(() => makePair(item, shelf))))
}

async function makePair({ entry, photo, request }: ReportItem, shelf: Shelf): Promise<Thumbnails | undefined> {
  if (entry.picture === undefined) return undefined
  const { key, sha256: hash } = entry.picture
  const size = fitThumbnail(entry.picture)
  const task = request?.directives.task
  const padding = task?.kind === 'matting' ? task.layout.padding : NO_PADDING
  const [before, picture] = await Promise.all([
    keepThumbnail(shelf, ['photo', key, size], {
      read: async () => (photo === undefined || isRemote(photo) ? undefined : readFile(photo)),
      place: (own) => layPhoto(own, padding, size),
    }),
    keepThumbnail(shelf, ['picture', hash, size], {
      read: () => shelf.read({ sha256: hash }),
      place: () => fillCanvas(size),
    }),
  ])
  return { size, photo: before, picture }
}

/** How a thumbnail is made. */
interface Recipe {
  /** What it is made of; undefined where that can't be had. */
  read(): Promise<Uint8Array | undefined>
  place(size: Size): Placement
}

/**
 * Finds a thumbnail in the cache, or makes it. What can't be shown is left out: a report fails for no picture.
 *
 * @param what decides it: the picture's hash; for a photo, which is not hashed again, the key that its hash is in
 */
async function keepThumbnail(
  shelf: Shelf,
  what: readonly [kind: string, hash: string, size: Size],
  { read, place }: Recipe,
): Promise<Uint8Array | undefined> {
  const [, , { width, height }] = what
  const key = sha256(JSON.stringify(['thumbnail', VERSION, ...what]))
  try {
    const known = await shelf.find(key)
    const kept = known && (await shelf.read(known))
    if (kept) return kept
    const source = await read()
    if (source === undefined) return undefined
    const bytes = await renderThumbnail(source, place)
    const facts = { sha256: sha256(bytes), width, height, bytes: bytes.length }
    await shelf.keep(key, { ...facts, format: 'webp', hasAlpha: true, coverage: 1 }, bytes)
    return bytes
  } catch {
    return undefined
  }
}
