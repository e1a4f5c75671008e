/** Sum of the luminance quantisation table of ITU-T T.81, annex K.1: an encoder's quality 50. */
const STANDARD_SUM = 3688
const DQT = 0xdb
const SOS = 0xda

/** The quality (1 to 100) whose table, scaled the way libjpeg does, has the sum of this file's first table. */
export function estimateJpegQuality(jpeg: Uint8Array): number {
  const scale = (100 * sumFirstTable(jpeg)) / STANDARD_SUM
  const quality = scale <= 100 ? 100 - scale / 2 : 5000 / scale
  return Math.min(100, Math.max(1, Math.round(quality)))
}

function sumFirstTable(jpeg: Uint8Array): number {
  const bytes = Buffer.from(jpeg)
  for (let at = 2; at + 4 <= bytes.length && bytes[at + 1] !== SOS; at += 2 + bytes.readUInt16BE(at + 2)) {
    // Tables of 16 bits are left to the default: only 12-bit files have them.
    if (bytes[at + 1] === DQT) return bytes.subarray(at + 5, at + 5 + 64).reduce((sum, value) => sum + value, 0)
  }
  return STANDARD_SUM
}
