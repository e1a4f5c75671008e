import { findBucket, type Bucket, type Cloud } from './cloud.ts'
import { refuse } from './errors.ts'
import { MAX_KEY } from './objects.ts'
import { parseRule } from './rules/index.ts'
import type { Rule } from './rules/rule.ts'

/** What a `Pic-Operations` header asks for. */
export interface PicOperations {
  /** `is_pic_info`: the answer describes the original. */
  readonly withInfo: boolean
  /** Empty: the object is only stored. */
  readonly rules: readonly PicRule[]
}

/** One result to make and store. */
export interface PicRule {
  /** Where the result goes. */
  readonly bucket: Bucket
  /** Key of the result, `fileid` resolved. */
  readonly key: string
  /** As written. */
  readonly text: string
  readonly rule: Rule
}

/** Where a header belongs: the original, and the account with its buckets and styles. */
export interface PicTarget {
  /** Key of the original. */
  readonly key: string
  /** Bucket of the original. */
  readonly bucket: Bucket
  readonly cloud: Pick<Cloud, 'buckets' | 'styles'>
}

/** Most rules in one header ("Persistent Image Processing", `rules`). */
const MAX_RULES = 5

const NOTHING: PicOperations = { withInfo: false, rules: [] }
const FIELDS = ['is_pic_info', 'rules']
const RULE_FIELDS = ['bucket', 'fileid', 'rule']

/**
 * Parses a `Pic-Operations` header; none means nothing to do. Stricter than the vendor's pages, which are silent on
 * mistakes: unknown fields are refused too, so that a misspelt one is seen.
 *
 * @throws MattingError `EMULATOR` with the service's code: `InvalidPicOperations`, `NoSuchBucket`, `KeyTooLong`, or those of
 *   {@link parseRule}
 */
export function parsePicOperations(header: string | undefined, target: PicTarget): PicOperations {
  if (header === undefined || header === '') return NOTHING
  const fields = readFields(parseJson(header), FIELDS, 'Pic-Operations')
  const { is_pic_info: info = 0, rules = [] } = fields
  if (info !== 0 && info !== 1) throw invalid(`is_pic_info is ${JSON.stringify(info)}, not 0 or 1`)
  if (!Array.isArray(rules)) throw invalid('rules is not an array')
  if (rules.length > MAX_RULES) throw invalid(`${rules.length} rules; at most ${MAX_RULES}`)
  return { withInfo: info === 1, rules: rules.map((rule: unknown, index) => parsePicRule(rule, index, target)) }
}

/**
 * The key a `fileid` stands for: absolute with a leading `/`, else relative to the folder of the original.
 * Dots mean nothing in a key.
 */
export function resolveFileId(fileId: string, originalKey: string): string {
  if (fileId.endsWith('/') || fileId === '') throw invalid(`fileid "${fileId}" gives an empty file name`)
  const folder = originalKey.slice(0, originalKey.lastIndexOf('/') + 1)
  return checkKey(fileId.startsWith('/') ? fileId.slice(1) : folder + fileId)
}

/** Refuses a key that is longer than the service takes. */
export function checkKey(key: string): string {
  if (Buffer.byteLength(key) > MAX_KEY) throw refuse('KeyTooLong')
  return key
}

function parsePicRule(value: unknown, index: number, target: PicTarget): PicRule {
  const where = `rules[${index}]`
  const { bucket = target.bucket.name, fileid, rule } = readFields(value, RULE_FIELDS, where)
  if (typeof bucket !== 'string') throw invalid(`${where}.bucket is no text`)
  if (typeof fileid !== 'string') throw invalid(`${where}.fileid is missing or no text`)
  if (typeof rule !== 'string') throw invalid(`${where}.rule is missing or no text`)
  return {
    bucket: findBucket(target.cloud.buckets, bucket),
    key: resolveFileId(fileid, target.key),
    text: rule,
    rule: parseRule(rule, target.cloud.styles),
  }
}

function readFields(value: unknown, known: readonly string[], where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${where} is no object`)
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw invalid(`${where} has no field "${unknown}"`)
  return Object.fromEntries(Object.entries(value))
}

function parseJson(header: string): unknown {
  try {
    return JSON.parse(header)
  } catch {
    throw invalid('the header is not JSON')
  }
}

function invalid(reason: string): Error {
  return refuse('InvalidPicOperations', `Pic-Operations: ${reason}.`)
}
