import { sha256 } from '../../core/hash.ts'

/** Where a source is kept: by its own bytes, so the same photo is one object whatever its file is called. */
export function renderSourceKey(prefix: string, upload: { sha256: string; extension: string }): string {
  return `${prefix}src/${upload.sha256}.${upload.extension}`
}

/** Everything that decides the pixels of a result. */
export interface ResultIdentity {
  /** Name and version of the engine. */
  readonly engine: { readonly name: string; readonly version: string }
  /**
   * Hex sha256 of the photo as it is on disk. Not of the bytes uploaded: those come out of an encoder where the photo
   * had to be converted, and another version of it would pay again.
   */
  readonly photo: string
  /** The canonical rule, as sent. */
  readonly rule: string
}

/** Where a result is kept. The key says all that made it, so an object under it never has to be paid for again. */
export function renderResultKey(prefix: string, { engine, photo, rule }: ResultIdentity): string {
  return `${prefix}out/${sha256([engine.name, engine.version, photo, rule].join('\n'))}.png`
}
