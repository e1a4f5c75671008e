import type { Layout } from '../directives/layout.ts'
import { refuse } from './errors.ts'
import { parseMattingRule } from './matting-rule.ts'
import { MAX_KEY } from './objects.ts'

/** What a `Pic-Operations` header asks for. */
export interface PicOperations {
  /** `is_pic_info`: the answer describes the original. */
  readonly withInfo: boolean
  /** Empty: the object is only stored. */
  readonly rules: readonly PicRule[]
}

/** One result to make and store. */
export interface PicRule {
  /** Key of the result, `fileid` resolved. */
  readonly key: string
  /** As written. */
  readonly rule: string
  readonly layout: Layout
}

/** Where a header belongs: the key of the original and the bucket it is in. */
export interface PicTarget {
  readonly key: string
  readonly bucket: string
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
 *   {@link parseMattingRule}
 */
export function parsePicOperations(header: string | undefined, target: PicTarget): PicOperations {
  if (header === undefined || header === '') return NOTHING
  const fields = readFields(parseJson(header), FIELDS, 'Pic-Operations')
  const { is_pic_info: info = 0, rules = [] } = fields
  if (info !== 0 && info !== 1) throw invalid(`is_pic_info is ${JSON.stringify(info)}, not 0 or 1`)
  if (!Array.isArray(rules)) throw invalid('rules is not an array')
  if (rules.length > MAX_RULES) throw invalid(`${rules.length} rules; at most ${MAX_RULES}`)
  return { withInfo: info === 1, rules: rules.map((rule: unknown, index) => parseRule(rule, index, target)) }
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

function parseRule(value: unknown, index: number, target: PicTarget): PicRule {
  const where = `rules[${index}]`
  const { bucket = target.bucket, fileid, rule } = readFields(value, RULE_FIELDS, where)
  if (typeof fileid !== 'string') throw invalid(`${where}.fileid is missing or no text`)
  if (typeof rule !== 'string') throw invalid(`${where}.rule is missing or no text`)
  if (bucket !== target.bucket) throw refuse('NoSuchBucket', `${where}.bucket is not the bucket of the emulator.`)
  return { key: resolveFileId(fileid, target.key), rule, layout: parseMattingRule(rule) }
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
