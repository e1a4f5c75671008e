import { createHash } from 'node:crypto'

/** Both halves of the 256 remainders of CRC-64/XZ. JavaScript's bit operators are 32 bits wide, and BigInt is too slow. */
interface CrcTable {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

// ECMA-182's polynomial, bits reflected.
const POLYNOMIAL_HIGH = 0xc96c5795
const POLYNOMIAL_LOW = 0xd7870f42
const TABLE: CrcTable = /* #__PURE__ */ createTable()

/** Quoted hex MD5, what COS gives as the ETag of an object of a simple upload. */
export function computeETag(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

/** Base64 MD5, as in `Content-MD5`. */
export function computeContentMd5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('base64')
}

/** CRC-64/XZ as an unsigned decimal, as in `x-cos-hash-crc64ecma`. */
export function computeCrc64(bytes: Uint8Array): string {
  let high = 0xffffffff
  let low = 0xffffffff
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff
    low = ((low >>> 8) | (high << 24)) ^ (TABLE.low[index] ?? 0)
    high = (high >>> 8) ^ (TABLE.high[index] ?? 0)
  }
  return ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString()
}

function createTable(): CrcTable {
  const table: CrcTable = { high: new Uint32Array(256), low: new Uint32Array(256) }
  for (let index = 0; index < 256; index++) {
    let high = 0
    let low = index
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (odd === 1) {
        low ^= POLYNOMIAL_LOW
        high ^= POLYNOMIAL_HIGH
      }
    }
    table.high[index] = high
    table.low[index] = low
  }
  return table
}
