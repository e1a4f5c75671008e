import { promisify } from 'node:util'
import type { Compilation } from 'webpack'
import type { Matting } from '../../matting.ts'
import type { ImportRequest } from '../../core/asset.ts'
import { isRemote } from '../../directives/query.ts'
import { NAME } from '../common/name.ts'
import { waitAside } from './wait-aside.ts'

/** What of a picture must be known before webpack makes a module of it. */
export interface Facts {
  /** Name to emit it under: the extension decides which rules apply. */
  readonly name: string
  /** Public address, where the picture is not to be emitted. */
  readonly url: string | undefined
}

type Snapshot = Parameters<Compilation['fileSystemInfo']['checkSnapshotValid']>[0]

/** What webpack's cache keeps: the facts, and the photo as it was then. */
interface Memory {
  readonly facts: Facts
  readonly snapshot: Snapshot | null
}

/**
 * Has a picture made to learn its facts. They are kept in webpack's cache beside the picture itself, so that a build whose
 * modules come from there makes nothing, and watch mode looks at no photo that did not change.
 */
export async function learnFacts(
  { compilation, matting }: { compilation: Compilation; matting: Matting },
  request: ImportRequest,
  photo: string,
): Promise<Facts> {
  const cache = compilation.getCache(NAME)
  const identity = `${photo}|${matting.fingerprint(request)}`
  const known = await cache.getPromise<Memory | undefined>(identity, null)
  if (known && (await isValid(compilation, known))) return known.facts
  const started = Date.now()
  const { name, url } = await waitAside(compilation, () => matting.cut(request, photo))
  const facts: Facts = { name, url }
  // A picture without an address gets one as soon as there are keys.
  const isFinal = url !== undefined || matting.options.cos.publicUrl === undefined
  const snapshot = isFinal ? await takeSnapshot(compilation, photo, started) : undefined
  if (snapshot !== undefined) await cache.storePromise<Memory>(identity, null, { facts, snapshot })
  return facts
}

async function isValid({ fileSystemInfo }: Compilation, { snapshot }: Memory): Promise<boolean> {
  if (snapshot === null) return true
  return (await promisify(fileSystemInfo.checkSnapshotValid.bind(fileSystemInfo))(snapshot)) === true
}

/** A remote photo is known by its address: `null`. Undefined where webpack can't take a snapshot. */
async function takeSnapshot(
  { fileSystemInfo, options }: Compilation,
  photo: string,
  started: number,
): Promise<Snapshot | null | undefined> {
  if (isRemote(photo)) return null
  const how = options.snapshot.module ?? {}
  return new Promise((done) => {
    fileSystemInfo.createSnapshot(started, [photo], null, null, how, (_error, snapshot) => done(snapshot ?? undefined))
  })
}
