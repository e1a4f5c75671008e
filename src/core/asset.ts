import type { Directives } from '../directives/parse.ts'
import type { ToldFacts } from './service.ts'
import type { Box } from './types.ts'

/** One import of a photo, parsed: what to cut and how. */
export interface ImportRequest {
  /** The import as written, e.g. `./shoe.jpg?matting&padding=20x10`. */
  readonly specifier: string
  /** The module or style sheet that holds it, where the host knows. */
  readonly importer: string | undefined
  /** The path part of the specifier, as written, without query: `./shoe.jpg`; or the whole address of a remote photo. */
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
  /** `png`, `jpeg`, `webp`, `avif`, `gif`, `tiff` or `svg`; cut-outs are PNGs. */
  readonly format: string
  /** Media type, `image/png`. */
  readonly type: string
  readonly hasAlpha: boolean
  /** The smallest box around what can be seen, in pixels of the picture; empty where nothing can. */
  readonly box: Box
  /** What the service told of the picture of a rule, and of its photo. */
  readonly told: ToldFacts | undefined
  /**
   * The picture's public address (option `cos.publicUrl`): a build gives it to the page and emits nothing. Undefined
   * where the bundler is to emit the bytes.
   */
  readonly url: string | undefined
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
  /** What a user should know of a cut-out that looks wrong, as the warning says it; undefined where it looks right. */
  readonly doubt: string | undefined
  /** The bytes, read from the store and verified; made again where the store lost or damaged them. */
  read(): Promise<Uint8Array>
  /**
   * Absolute path of a real file called {@link name} that holds the bytes, for bundlers that take pictures from
   * disk only. The same bytes and name always give the same path below the cache folder.
   */
  place(): Promise<string>
}
