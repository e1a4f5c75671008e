import { answer, type CosAnswer, type Job } from '../call.ts'
import { checkConditions } from '../conditions.ts'
import { refuse } from '../errors.ts'
import { describeObject, findObject, type CosObject } from '../objects.ts'
import { findParameter, type CosRequest } from '../request.ts'

/** Bytes `first` to `last`, both included. */
interface ByteRange {
  readonly first: number
  readonly last: number
}

const RANGE_RE = /^bytes=(\d*)-(\d*)$/

/** Header lines a download may replace by a parameter `response-<name>` (COS, "GET Object"). */
export const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const

/** `GET /<key>` and `HEAD /<key>`: the object, or the part a `Range` names. The server leaves out the body of HEAD. */
export function prepareGetObject(request: CosRequest): Job {
  return { yields: 'plain', run: ({ bucket }) => answerObject(request, findObject(bucket.objects, request.key)) }
}

function answerObject(request: CosRequest, object: CosObject): CosAnswer {
  const headers = { ...describeObject(object), ...readOverrides(request) }
  if (checkConditions(request.headers, object)) return answer(304, headers)
  const range = parseRange(request.headers['range'], object.bytes.length)
  if (range === undefined) return answer(200, headers, object.bytes)
  const place = `bytes ${range.first}-${range.last}/${object.bytes.length}`
  return answer(206, { ...headers, 'content-range': place }, object.bytes.subarray(range.first, range.last + 1))
}

/** Parses `bytes=a-b`, `bytes=a-`, `bytes=-n`. Other units and several ranges are ignored, as RFC 9110 allows. */
function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, from, to] = RANGE_RE.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (first > last) throw refuse('InvalidRange')
  return { first, last }
}

function readOverrides({ query }: CosRequest): Record<string, string> {
  const overridden = OVERRIDES.filter((name) => findParameter(query, `response-${name}`) !== undefined)
  return Object.fromEntries(overridden.map((name) => [name, findParameter(query, `response-${name}`) ?? '']))
}
