import { MattingError } from '../../core/errors.ts'
import type { EngineImage } from '../../core/types.ts'
import { type Layout, MAX_PADDING } from '../../directives/layout.ts'

/** Pixels of the shortest edge the service takes (Tencent Cloud CI, "Usage Limits", as measured by live clients). */
const MIN_EDGE = 32
/** Pixels of the longer and of the shorter edge the service takes. */
const MAX_EDGES = { long: 7680, short: 4320 }
/** Bytes of an upload with a rule (Tencent Cloud CI, "Persistent Image Processing": 20 MB). */
export const MAX_UPLOAD_BYTES: number = 20 * 1024 * 1024

/**
 * Refuses a photo that GoodsMatting would refuse, before anything is sent or paid.
 *
 * @throws MattingError `SOURCE_LIMIT`, naming the limit and the fix
 */
export function checkPixels({ name, width, height }: Pick<EngineImage, 'name' | 'width' | 'height'>): void {
  if (Math.min(width, height) < MIN_EDGE) {
    throw refuse(
      `"${name}" has ${width} × ${height} pixels; GoodsMatting needs at least ${MIN_EDGE} on the shortest edge.`,
      'Use a larger photo.',
    )
  }
  if (Math.max(width, height) > MAX_EDGES.long || Math.min(width, height) > MAX_EDGES.short) {
    const limit = `${MAX_EDGES.long} × ${MAX_EDGES.short}`
    throw refuse(
      `"${name}" has ${width} × ${height} pixels; GoodsMatting takes at most ${limit} (or upright).`,
      "Scale the photo down, or use `engine: 'local'`, which has no such limit.",
    )
  }
}

/**
 * Refuses a layout that GoodsMatting would refuse.
 *
 * @throws MattingError `SOURCE_LIMIT`
 */
export function checkPadding(name: string, { padding }: Layout): void {
  if (Math.max(padding.dx, padding.dy) <= MAX_PADDING) return
  const received = `${padding.dx}x${padding.dy}`
  throw refuse(
    `The padding of "${name}" is ${received}; GoodsMatting takes at most ${MAX_PADDING} pixels a side.`,
    `Use a padding of 0 to ${MAX_PADDING}, or add the rest in CSS.`,
  )
}

/**
 * Refuses a file that is too large to upload.
 *
 * @throws MattingError `SOURCE_LIMIT`
 */
export function checkUploadSize(name: string, bytes: Uint8Array): void {
  if (bytes.length <= MAX_UPLOAD_BYTES) return
  const size = (bytes.length / 1024 / 1024).toFixed(1)
  throw refuse(
    `"${name}" takes ${size} MB to upload; Cloud Infinite takes at most ${MAX_UPLOAD_BYTES / 1024 / 1024} MB.`,
    "Scale the photo down or save it as a JPEG of lower quality, or use `engine: 'local'`.",
  )
}

function refuse(reason: string, fix: string): MattingError {
  return new MattingError('SOURCE_LIMIT', reason, { fix })
}
