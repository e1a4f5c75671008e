const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Length, type and checksum around the data of a chunk. */
const CHUNK_OVERHEAD = 12
/** Colour types with an alpha channel: grey and RGB. */
const ALPHA_TYPES: ReadonlySet<number> = new Set([4, 6])
/** The colour type in IHDR: after signature, length, type, width, height and depth. */
const COLOUR_TYPE_AT = 25

/** What is wrong with bytes that should be a whole PNG file, in words; `undefined` when nothing is. */
export function findPngFault(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'empty'
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return 'not a PNG'
  return listChunks(file).includes('IEND') ? undefined : 'a PNG that is cut short'
}

/** Whether a whole PNG can have transparent pixels, by its header: an alpha channel, or a colour that stands for none. */
export function canBeTransparent(png: Uint8Array): boolean {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  return ALPHA_TYPES.has(file[COLOUR_TYPE_AT] ?? 0) || listChunks(file).includes('tRNS')
}

/** Types of the chunks that are there to their end, up to `IEND`. */
function listChunks(file: Buffer): string[] {
  const types: string[] = []
  let offset = PNG_SIGNATURE.length
  while (offset + CHUNK_OVERHEAD <= file.length && types.at(-1) !== 'IEND') {
    const end = offset + CHUNK_OVERHEAD + file.readUInt32BE(offset)
    if (end > file.length) break
    types.push(file.toString('latin1', offset + 4, offset + 8))
    offset = end
  }
  return types
}
