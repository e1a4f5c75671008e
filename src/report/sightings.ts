import type { Asset, ImportRequest } from '../core/asset.ts'
import { describeCause, isMattingError } from '../core/errors.ts'
import type { Follower, Sitting } from '../core/follower.ts'
import { sha256 } from '../core/hash.ts'

/** A picture that a build asked for. */
export interface Sighting {
  /** The same for the same picture of the same photo. */
  readonly id: string
  /** Absolute path, or the address of a remote photo. */
  readonly photo: string
  /** The import that asked for it first. */
  readonly request: ImportRequest
  /** The imports that asked for it, by specifier and importer. */
  readonly requests: ReadonlyMap<string, ImportRequest>
  /** The picture; undefined where it could not be made. */
  readonly asset: Asset | undefined
  /** Why it could not be made. */
  readonly failure: string | undefined
}

/** What builds asked for since the pipeline was opened. */
export interface Sightings {
  readonly follow: Follower
  /** In the order they were first asked for. */
  list(): Sighting[]
}

/** Starts with none. */
export function createSightings(): Sightings {
  const sightings = new Map<string, Sighting>()
  const note = ({ request, photo, fingerprint }: Sitting, outcome: Pick<Sighting, 'asset' | 'failure'>): void => {
    const id = nameSighting(fingerprint, photo)
    const { specifier, importer = '' } = request
    const before = sightings.get(id)
    const requests = new Map(before?.requests).set(`${specifier}\n${importer}`, request)
    const told = isSame(before, outcome) ? { asset: before?.asset, failure: before?.failure } : outcome
    sightings.set(id, { id, photo, request: before?.request ?? request, requests, ...told })
  }
  return {
    list: () => [...sightings.values()],
    async follow(sitting) {
      try {
        const asset = await sitting.make()
        note(sitting, { asset, failure: undefined })
        return asset
      } catch (error) {
        if (!isMattingError(error) || error.code !== 'ABORTED') note(sitting, { asset: undefined, failure: say(error) })
        throw error
      }
    },
  }
}

/**
 * What a picture of a photo is known by.
 *
 * @param fingerprint hex digest of everything but the photo that decides it
 */
export function nameSighting(fingerprint: string, photo: string): string {
  return sha256(`${fingerprint}\n${photo}`).slice(0, 20)
}

/** How a picture was made stays known, though later requests find it in the cache. */
function isSame(before: Sighting | undefined, { asset }: Pick<Sighting, 'asset'>): boolean {
  return asset !== undefined && asset.cached && before?.asset?.key === asset.key
}

function say(error: unknown): string {
  if (isMattingError(error)) return error.reason
  return describeCause(error)
}
