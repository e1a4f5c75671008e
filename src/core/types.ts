import type { Layout } from '../directives/layout.ts'
import type { Service } from './service.ts'

/** An uncompressed picture: RGBA, row-major, 8 bits a channel (0–255), alpha not premultiplied. */
export interface Raster {
  /** `4 × width × height` bytes. */
  readonly data: Uint8Array
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
}

/** An axis-aligned box in whole pixels; `x`, `y` is its top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A photo handed to an engine. */
export interface EngineImage {
  /** The file as it is on disk, in any format sharp reads. */
  readonly bytes: Uint8Array
  /** Hex sha256 of `bytes`. */
  readonly sha256: string
  /** sharp's name of the format: `jpeg`, `png`, `webp`, `tiff`, … */
  readonly format: string
  /** Width in pixels, EXIF orientation applied. */
  readonly width: number
  /** Height in pixels, EXIF orientation applied. */
  readonly height: number
  /** EXIF orientation of `bytes`, 1 to 8; 1 is upright. */
  readonly orientation: number
  /** sharp's name of the colour space of `bytes`: `srgb`, `cmyk`, `b-w`; `rgb16` and `grey16` have 16 bits */
  readonly space: string
  /** Whether `bytes` has an alpha channel. */
  readonly hasAlpha: boolean
  /** File name without folders, for messages. */
  readonly name: string
  /** Decodes the photo: upright, sRGB, 8 bits. Not cached; call it once. */
  decode(): Promise<Raster>
}

/** A photo that only its address is known of. */
export interface RemotePhoto {
  /** `https://…` or `http://…`. */
  readonly url: string
  /** Hex sha256 of `url`: what a remote photo is known by. */
  readonly sha256: string
  /** Last part of the path, for messages. */
  readonly name: string
}

/** What an engine may use while it cuts. */
export interface EngineContext {
  /** Aborted when the build is given up. */
  readonly signal: AbortSignal
}

/** What an engine answers. */
export interface EngineResult {
  /** A whole PNG file: the product on a transparent canvas, laid out as asked. */
  readonly png: Uint8Array
  /** How sure the engine is of the outline, 0 to 1. Left out where it can't tell. */
  readonly confidence?: number | undefined
  /** Whether this call was billed. @default false */
  readonly paid?: boolean | undefined
}

/** Cuts products out of photos. Made with `defineEngine`. */
export interface Engine {
  /** Part of every cache key; lower-case letters, digits and dashes. */
  readonly name: string
  /** Part of every cache key: raise it when the same photo gives other pixels. */
  readonly version: string
  /**
   * Who centres and pads: `'engine'` is asked for each layout; `'local'` only for plain cut-outs, which are then laid out
   * here, so that any number of paddings costs one cut. @default 'engine'
   */
  readonly layout?: 'engine' | 'local' | undefined
  /** Images it works on at once; more wait their turn before they are read. @default no bound of its own */
  readonly concurrency?: number | undefined
  /** The cloud service behind it, which is asked instead of `cut`, for several pictures of one photo at once. */
  readonly service?: Service | undefined
  /** Cuts the product out of `image` and lays it out. Throws a `MattingError` (or any error) when it can't. */
  cut(image: EngineImage, layout: Layout, context: EngineContext): Promise<EngineResult>
  /** Ends workers and sockets. The engine is not used afterwards. */
  close?(): Promise<void>
}

/** Where the package tells the user things: a bundler's logger, or the terminal. */
export interface Logger {
  info(message: string): void
  warn(message: string): void
}
