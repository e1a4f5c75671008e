import type { Raster } from '../../../core/types.ts'

/** Real numbers on a pixel grid, row-major, `channels` of them interleaved per pixel. */
export interface Field {
  /** `channels × width × height` numbers. */
  readonly data: Float32Array
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  readonly channels: number
}

/** A yes or no (1 or 0) per pixel, row-major. */
export interface BitMask {
  readonly data: Uint8Array
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A field of zeros. */
export function createField({ width, height }: Size, channels: number): Field {
  return { data: new Float32Array(width * height * channels), width, height, channels }
}

/** A mask of zeros. */
export function createMask({ width, height }: Size): BitMask {
  return { data: new Uint8Array(width * height), width, height }
}

/** 1 where `test` holds for the field's first channel. */
export function selectPixels(field: Field, test: (value: number) => boolean): BitMask {
  const mask = createMask(field)
  const { data } = mask
  for (let i = 0; i < data.length; i++) data[i] = test(field.data[i * field.channels] ?? 0) ? 1 : 0
  return mask
}

/** How many of a mask's pixels are 1. */
export function countSet({ data }: BitMask): number {
  let count = 0
  for (let i = 0; i < data.length; i++) count += data[i] ?? 0
  return count
}

/** 1 where `mask` is 0. */
export function invertMask(mask: BitMask): BitMask {
  const inverse = createMask(mask)
  for (let i = 0; i < inverse.data.length; i++) inverse.data[i] = mask.data[i] === 1 ? 0 : 1
  return inverse
}

/** The size of `raster` scaled down, aspect kept, so that its longer side is at most `side` pixels. */
export function fitSize({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Colours of a raster, 0 to 255, as a field of three channels. */
export function readColours(raster: Raster): Field {
  const field = createField(raster, 3)
  const { data } = field
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = raster.data[from] ?? 0
    data[to + 1] = raster.data[from + 1] ?? 0
    data[to + 2] = raster.data[from + 2] ?? 0
  }
  return field
}
