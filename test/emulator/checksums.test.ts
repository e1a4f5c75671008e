import { expect, test } from 'vitest'
import { computeContentMd5, computeCrc64, computeETag } from '../../src/emulator/checksums.ts'

test('CRC-64/XZ agrees with the check value of its catalogue entry', () => {
  expect(computeCrc64(Buffer.from('123456789'))).toBe(0x995dc9bbdf1939fan.toString())
})

test('CRC-64/XZ of nothing is 0', () => {
  expect(computeCrc64(new Uint8Array())).toBe('0')
})

test('MD5 as ETag and as Content-MD5', () => {
  const empty = new Uint8Array()
  expect(computeETag(empty)).toBe('"d41d8cd98f00b204e9800998ecf8427e"')
  expect(computeContentMd5(empty)).toBe('1B2M2Y8AsgTpgAmY7PhCfg==')
})
