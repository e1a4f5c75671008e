import { MattingError } from '../../core/errors.ts'

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Length, type and checksum around the data of a chunk. */
const CHUNK_OVERHEAD = 12

/** What is wrong with bytes that should be a whole PNG file, in words; `undefined` when nothing is. */
export function findPngFault(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'empty'
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return 'not a PNG'
  return reachesEnd(file) ? undefined : 'a PNG that is cut short'
}

/**
 * Checks a result that has just been made and fetched. That it decodes and has real alpha is checked for every engine
 * by the pipeline.
 *
 * @param png the object under the result's key, `undefined` where there is none
 * @param original the bytes that were uploaded
 * @param key the result's key
 * @throws MattingError `ENGINE_RESULT`
 */
export function checkResult(png: Uint8Array | undefined, original: Uint8Array, key: string): asserts png is Uint8Array {
  const fault = png === undefined ? 'not in the bucket' : findPngFault(png)
  if (fault !== undefined) throw refuse(`GoodsMatting made ${key}, but it is ${fault}.`, key)
  if (png !== undefined) checkChanged(png, original, key)
}

/**
 * Refuses a result that is the photo.
 *
 * @throws MattingError `ENGINE_RESULT`
 */
export function checkChanged(png: Uint8Array, original: Uint8Array, key: string): void {
  if (Buffer.compare(png, original) === 0)
    throw refuse(`GoodsMatting stored the photo itself, unchanged, as ${key}.`, key)
}

function refuse(reason: string, key: string): MattingError {
  return new MattingError('ENGINE_RESULT', reason, {
    fix: `Check in the CI console that AI image processing is enabled for the bucket, delete ${key} there, and build again.`,
  })
}

function reachesEnd(file: Buffer): boolean {
  let offset = PNG_SIGNATURE.length
  while (offset + CHUNK_OVERHEAD <= file.length) {
    const isEnd = file.toString('latin1', offset + 4, offset + 8) === 'IEND'
    offset += CHUNK_OVERHEAD + file.readUInt32BE(offset)
    if (isEnd) return offset <= file.length
  }
  return false
}
