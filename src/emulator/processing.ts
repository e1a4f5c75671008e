import type { EngineImage } from '../core/types.ts'
import type { Call } from './call.ts'
import { describePhoto } from './image-info.ts'
import { createObject } from './objects.ts'
import { readSourcePhoto } from './photo.ts'
import type { PicOperations, PicRule } from './pic-operations.ts'
import { renderXml, type XmlNode } from './xml.ts'

/** A result of a rule. */
interface RuleResult {
  readonly key: string
  readonly bytes: Uint8Array
  /** Pixels of the cut-out. */
  readonly width: number
  readonly height: number
}

/**
 * Runs the rules over an original and stores the results, all or none: the vendor does not say what one failed rule among
 * several does, so the whole request fails.
 *
 * @param store what stores the original, called when every rule has succeeded
 * @returns the XML of the answer
 */
export async function processOriginal(
  call: Call,
  bytes: Uint8Array,
  operations: PicOperations,
  store: () => void,
): Promise<string> {
  const photo = await readSourcePhoto(bytes, call.request.key)
  const results: RuleResult[] = []
  for (const rule of call.tampering.rules(operations.rules)) results.push(await runRule(call, photo, rule))
  const info = operations.withInfo ? [await describePhoto(photo)] : []
  store()
  for (const result of results) storeResult(call, result)
  return renderXml([
    'UploadResult',
    [
      ['OriginalInfo', [...describeKey(call, call.request.key), ['ETag', findETag(call, call.request.key)], ...info]],
      ['ProcessResults', results.map((result) => describeResult(call, result))],
    ],
  ])
}

/** Cuts one picture out and bills it. */
export async function runPaid(
  call: Call,
  photo: EngineImage,
  rule: Pick<PicRule, 'rule' | 'layout'>,
  resultKey?: string,
): Promise<Uint8Array> {
  const png = await call.bucket.cut(photo, rule.layout)
  const { key } = call.request
  call.bucket.bills.push({ operation: 'GoodsMatting', key, rule: rule.rule, resultKey, requestId: call.requestId })
  return png
}

async function runRule(call: Call, photo: EngineImage, rule: PicRule): Promise<RuleResult> {
  const png = await runPaid(call, photo, rule, rule.key)
  const bytes = await call.tampering.result(png, photo.bytes)
  return { key: rule.key, bytes, ...readPngSize(png) }
}

function storeResult({ bucket }: Call, { key, bytes }: RuleResult): void {
  bucket.objects.set(key, createObject(bytes, { 'content-type': 'image/png' }, new Date(bucket.clock())))
}

function describeResult(call: Call, result: RuleResult): XmlNode {
  return [
    'Object',
    [
      ...describeKey(call, result.key),
      ['Format', 'png'],
      ['Width', result.width],
      ['Height', result.height],
      ['Size', result.bytes.length],
      ['Quality', 100],
      ['ETag', findETag(call, result.key)],
    ],
  ]
}

function describeKey({ bucket }: Call, key: string): XmlNode[] {
  return [
    ['Key', key],
    ['Location', `${bucket.host}/${key}`],
  ]
}

/** Read from the store: a result with the key of the original has replaced it. */
function findETag({ bucket }: Call, key: string): string {
  return bucket.objects.get(key)?.etag ?? ''
}

/** Width and height stand first in IHDR, which is the first chunk of every PNG. */
function readPngSize(png: Uint8Array): { width: number; height: number } {
  const header = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) }
}
