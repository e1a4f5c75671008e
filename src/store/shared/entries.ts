import { sha256 } from '../../core/hash.ts'
import { RECORD_SCHEMA } from '../record-guard.ts'
import { sealRecord, unsealRecord } from '../record-seal.ts'
import type { CutRecord } from '../records.ts'

/** Name of a record in a shared store. The schema is part of it, so that versions side by side don't misread each other. */
export function nameRecord(key: string): string {
  return `unplugin-matting:${RECORD_SCHEMA}:record:${key}`
}

/** Name of bytes in a shared store. */
export function nameBlob(hash: string): string {
  return `unplugin-matting:${RECORD_SCHEMA}:blob:${hash}`
}

/** The entry of a record. */
export function writeRecord(key: string, record: CutRecord): string {
  return JSON.stringify(sealRecord(key, record))
}

/** No record is longer, in characters. */
const LONGEST_RECORD = 65_536

/** The record of a key; undefined where an entry is none. */
export function readRecord(key: string, entry: unknown): CutRecord | undefined {
  const text = toText(entry)
  if (text === undefined || text.length > LONGEST_RECORD) return undefined
  const record = unsealRecord(key, parseJson(text))
  return record === undefined ? undefined : keepKnown(record)
}

/** Bytes of a hash; undefined where an entry is none, or has other bytes. */
export function readBlob(hash: string, entry: unknown): Uint8Array | undefined {
  const bytes = typeof entry === 'string' ? Buffer.from(entry, 'base64') : entry
  return bytes instanceof Uint8Array && sha256(bytes) === hash ? bytes : undefined
}

/** Nothing but what a record has gets into the cache folder. */
function keepKnown(record: CutRecord): CutRecord {
  const { sha256, width, height, bytes, format, hasAlpha, box, coverage, confidence, told, address } = record
  return { sha256, width, height, bytes, format, hasAlpha, box, coverage, confidence, told, address }
}

function toText(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry
  return entry instanceof Uint8Array ? Buffer.from(entry).toString('utf8') : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
