import type { CutRecord } from './records.ts'

/** The schema of {@link CutRecord}: raised with it, so that old records are never misread. */
export const RECORD_SCHEMA = 'cut-out-2'

const HASH_RE = /^[\da-f]{64}$/
/** Formats end up in file names. */
const FORMAT_RE = /^[\da-z]{1,10}$/

/** Guards against records of another shape: damaged, or written by something else. */
export function isCutRecord(value: unknown): value is CutRecord {
  if (!isObject(value)) return false
  const { sha256, width, height, bytes, coverage, confidence = 0, format, hasAlpha, address = '' } = value
  const isKnown = isMatch(sha256, HASH_RE) && isMatch(format, FORMAT_RE)
  const isMeasured = [width, height, bytes].every(isSize) && [coverage, confidence].every(Number.isFinite)
  const isShaped = typeof hasAlpha === 'boolean' && typeof address === 'string'
  return isKnown && isMeasured && isShaped && hasBox(value['box']) && hasTold(value['told'])
}

function isMatch(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function hasBox(box: unknown): boolean {
  if (box === undefined) return true
  return isObject(box) && [box['x'], box['y'], box['width'], box['height']].every(Number.isFinite)
}

function hasTold(told: unknown): boolean {
  return told === undefined || (isObject(told) && isObject(told['result']) && isObject(told['original']))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
