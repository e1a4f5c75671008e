import { randomBytes } from 'node:crypto'
import { sha256 } from '../../src/core/hash.ts'
import type { CutRecord } from '../../src/store/records.ts'

export interface Picture {
  readonly key: string
  readonly record: CutRecord
  readonly bytes: Buffer
}

/** A picture as stores see it: bytes of no meaning, and a record. */
export function makePicture(size = 3000): Picture {
  const bytes = randomBytes(size)
  const told = { result: { Quality: 90 }, original: { Ave: '0x112233' } }
  const shape = { width: 4, height: 3, bytes: size, format: 'png', hasAlpha: true, coverage: 0.5, confidence: 0.9 }
  const box = { x: 0, y: 1, width: 2, height: 1 }
  return { key: sha256(`key ${sha256(bytes)}`), record: { ...shape, box, told, sha256: sha256(bytes) }, bytes }
}
