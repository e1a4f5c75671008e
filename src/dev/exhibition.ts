import { randomUUID } from 'node:crypto'
import type { Asset, ImportRequest } from '../core/asset.ts'
import { describeCause, isMattingError } from '../core/errors.ts'
import type { Follower, Sitting } from '../core/follower.ts'
import { sha256 } from '../core/hash.ts'

/** Why a picture could not be made. */
export interface Failure {
  readonly message: string
  /** One instruction that mends it. */
  readonly fix: string | undefined
}

/** How far a picture is. */
type ExhibitState =
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly asset: Asset }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** A picture that was made or used since the server started. */
export interface Exhibit {
  /** Opaque: tells nothing of paths. */
  readonly id: string
  /** The import that asked for it last. */
  readonly request: ImportRequest
  /** Absolute path of the photo, or the address of a remote one. */
  readonly photo: string
  /** The modules, style sheets and pages that asked for it. */
  readonly importers: ReadonlySet<string>
  readonly state: ExhibitState
  /** Grows with each change of the exhibition: what was changed last has the highest. */
  readonly revision: number
}

/** All pictures of a server, in the order they were first asked for. */
export interface Exhibition {
  /** Another one for each server that is started, so that an open gallery starts anew. */
  readonly epoch: string
  /** Revision of the last change. */
  readonly revision: number
  /** Those that changed after a revision; 0 for all. */
  listSince(revision: number): Exhibit[]
  find(id: string): Exhibit | undefined
  /** Whether the last attempt at any picture of a photo failed. */
  hasFailed(photo: string): boolean
  /** Shows the making of a picture, and how it ended. */
  readonly follow: Follower
}

/** Starts empty. */
export function createExhibition(): Exhibition {
  const exhibits = new Map<string, Exhibit>()
  let revision = 0
  const show = (id: string, { request, photo }: Sitting, state: ExhibitState): void => {
    const before = exhibits.get(id)
    const importers = new Set([...(before?.importers ?? []), ...(request.importer ? [request.importer] : [])])
    if (before && importers.size === before.importers.size && isSame(before.state, state)) return
    exhibits.set(id, { id, request, photo, importers, revision: ++revision, state: keepOutcome(before?.state, state) })
  }
  return {
    epoch: randomUUID(),
    get revision() {
      return revision
    },
    listSince: (since) => [...exhibits.values()].filter((exhibit) => exhibit.revision > since),
    find: (id) => exhibits.get(id),
    hasFailed: (photo) =>
      [...exhibits.values()].some((exhibit) => exhibit.photo === photo && exhibit.state.kind === 'failed'),
    async follow(sitting) {
      const id = sha256(`${sitting.fingerprint}\n${sitting.photo}`).slice(0, 20)
      const before = exhibits.get(id)
      // A picture that is there stays to be seen until the next one is.
      if (before?.state.kind !== 'done') show(id, sitting, { kind: 'working' })
      try {
        const asset = await sitting.make()
        show(id, sitting, { kind: 'done', asset })
        return asset
      } catch (error) {
        const aborted = isMattingError(error) && error.code === 'ABORTED'
        if (!aborted) show(id, sitting, { kind: 'failed', failure: describeError(error) })
        throw error
      }
    },
  }
}

function isSame(one: ExhibitState, other: ExhibitState): boolean {
  if (one.kind === 'done' && other.kind === 'done') return one.asset.key === other.asset.key
  if (one.kind === 'failed' && other.kind === 'failed') return one.failure.message === other.failure.message
  return one.kind === other.kind
}

/** How a picture was made stays known, though later requests find it in the cache. */
function keepOutcome(before: ExhibitState | undefined, state: ExhibitState): ExhibitState {
  return before !== undefined && isSame(before, state) ? before : state
}

function describeError(error: unknown): Failure {
  if (isMattingError(error)) return { message: error.reason, fix: error.fix }
  return { message: describeCause(error), fix: undefined }
}
