import { scanExpressions } from '../scan/scan-project.ts'
import { findGarbage, removeGarbage } from '../store/garbage.ts'
import type { Bench } from './bench.ts'
import { planProject } from './plan.ts'

/** What was taken out of a project's lockfile and cache, or would be. */
export interface Collection {
  /** Entries of the lockfile that nothing imports. */
  readonly dropped: readonly string[]
  /** Entries that no scan sees, but that code which is only known when it runs may import. */
  readonly doubtful: readonly string[]
  /** Such code: `src/list.js:12`. */
  readonly places: readonly string[]
  /** Files of the cache that no entry needs. */
  readonly files: number
  /** Their size. */
  readonly bytes: number
}

/**
 * Takes out of the lockfile what nothing imports any more, and out of the cache folder what the lockfile does not need.
 *
 * @param how `dry`: nothing is written
 * @throws MattingError `LOCKFILE`, `OUTPUT_UNWRITABLE`
 */
export async function collect(bench: Bench, how: 'dry' | 'wet'): Promise<Collection> {
  const { cache, root, mode } = bench.options
  const { pictures, gone } = await planProject(bench)
  const found = await scanExpressions(root, { ignore: cache === false ? [] : [cache.dir] })
  const unseen = pictures.flatMap(({ importer, pin = '' }) => (importer === undefined ? [pin] : []))
  const dropped = [...gone, ...(found.length === 0 ? unseen : [])].sort()
  const isDropped = new Set(dropped)
  const kept = pictures.filter(({ pin = '', importer }) => importer !== undefined || !isDropped.has(pin))
  const needed = {
    keys: new Set(kept.flatMap(({ keys }) => keys)),
    hashes: new Set([...bench.pins.pins].flatMap(([name, { output }]) => (isDropped.has(name) ? [] : [output]))),
  }
  // Without pins only a scan says what is needed, and it does not see everything here.
  const isBlind = found.length > 0 && bench.pins.pins.size === 0
  const isLeft = cache === false || cache.readonly || isBlind
  const garbage = isLeft ? { files: [], bytes: 0 } : await findGarbage(cache.dir, needed)
  if (how === 'wet' && mode !== 'frozen') {
    for (const name of dropped) bench.pins.drop(name)
    await bench.pins.save()
    if (cache !== false) await removeGarbage(cache.dir, garbage)
  }
  const places = found.map(({ file, line }) => `${file}:${line}`)
  return {
    dropped,
    doubtful: found.length === 0 ? [] : unseen,
    places,
    files: garbage.files.length,
    bytes: garbage.bytes,
  }
}
