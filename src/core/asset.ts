import type { Directives } from '../directives/parse.ts'

/** One import of a photo, parsed: what to cut and how. */
export interface ImportRequest {
  /** The import as written, e.g. `./shoe.jpg?matting&padding=20x10`. */
  readonly specifier: string
  /** The module or style sheet that holds it, where the host knows. */
  readonly importer: string | undefined
  /** The path part of the specifier, as written, without query: `./shoe.jpg`. */
  readonly path: string
  /** The directives, parsed and checked. */
  readonly directives: Directives
  /**
   * The query keys that belong to the bundler (`url inline no-inline raw import t v` …), with their values, in
   * the order written.
   */
  readonly bundlerQuery: ReadonlyMap<string, string>
}

/** A finished file, ready to be emitted by a bundler. */
export interface Asset {
  /** Name to emit it under: the photo's stem and the type's extension, `shoe.png`. */
  readonly name: string
  /** Content key: everything that decides the bytes. */
  readonly key: string
  /** Hex sha256 of the bytes. */
  readonly sha256: string
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** Size of the file in bytes. */
  readonly bytes: number
  /** Media type, `image/png`. */
  readonly type: string
  /** Name of the engine that made it. */
  readonly engine: string
  /** Whether it was there already. */
  readonly cached: boolean
  /** Whether making it was billed, now. */
  readonly paid: boolean
  /** Time it took, now. */
  readonly ms: number
  /** How sure the engine was of the outline, 0 to 1. */
  readonly confidence: number | undefined
  /** The bytes, read from the store and verified; made again where the store lost or damaged them. */
  read(): Promise<Uint8Array>
  /**
   * Absolute path of a real file called {@link name} that holds the bytes, for bundlers that take pictures from
   * disk only. The same bytes and name always give the same path below the cache folder.
   */
  place(): Promise<string>
}
