import { sha256 } from '../core/hash.ts'
import { isCutRecord, RECORD_SCHEMA } from './record-guard.ts'
import type { CutRecord } from './records.ts'

/** A record as it is stored. */
export interface SealedRecord {
  readonly record: CutRecord
  /** Hash of schema, key and record: what was changed, or lies under another key, is none. It keeps out no forger. */
  readonly seal: string
}

/** Makes a record ready to be stored under a key. */
export function sealRecord(key: string, record: CutRecord): SealedRecord {
  return { record, seal: computeSeal(key, record) }
}

/** The record of a key; undefined where a stored value is none. */
export function unsealRecord(key: string, value: unknown): CutRecord | undefined {
  if (typeof value !== 'object' || value === null || !('record' in value) || !('seal' in value)) return undefined
  const { record, seal } = value
  return isCutRecord(record) && seal === computeSeal(key, record) ? record : undefined
}

function computeSeal(key: string, record: CutRecord): string {
  return sha256([RECORD_SCHEMA, key, JSON.stringify(record)].join('\n'))
}
