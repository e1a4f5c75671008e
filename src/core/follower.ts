import type { Asset, ImportRequest } from './asset.ts'

/** A picture that is asked for. */
export interface Sitting {
  readonly request: ImportRequest
  /** Absolute path of the photo, or the address of a remote one. */
  readonly photo: string
  /** Hex digest of everything but the photo that decides the picture. */
  readonly fingerprint: string
  /** Makes the picture, or finds it in the cache. */
  make(): Promise<Asset>
}

/** Sees each picture that a pipeline is asked for, and gives it; it may refuse by an error. */
export type Follower = (sitting: Sitting) => Promise<Asset>
