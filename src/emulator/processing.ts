import { readPhoto } from '../raster/photo.ts'
import { answerXml, type Call, type CosAnswer } from './call.ts'
import type { Bucket, Cloud } from './cloud.ts'
import { refuse } from './errors.ts'
import { describePhoto } from './image-info.ts'
import { createObject } from './objects.ts'
import { readSourcePhoto } from './photo.ts'
import type { PicOperations, PicRule } from './pic-operations.ts'
import type { Picture, Rule } from './rules/rule.ts'
import type { XmlNode } from './xml.ts'

/** A result of a rule, where it goes, and its bytes as they are kept. */
interface RuleResult extends Pick<PicRule, 'bucket' | 'key'> {
  readonly picture: Picture
  readonly bytes: Uint8Array
}

/** A rule to be paid for, and what the bill tells. */
interface PaidRule extends Pick<PicRule, 'text' | 'rule'> {
  /** Key or address of the photo. */
  readonly photo: string
  /** Key of the stored result; none for a download. */
  readonly resultKey?: string
}

/** Largest photo that is processed, in bytes ("Persistent Image Processing": 20 MB). */
export const MAX_PROCESSED: number = 20 * 1024 * 1024

/**
 * Runs the rules over an original and stores the results, all or none: the vendor does not say what one failed rule among
 * several does, so the whole request fails.
 *
 * @param store what stores the original, called when every rule has succeeded
 * @returns what the answer says: `ImageInfo`, where it was asked for, and `ProcessResults`
 */
export async function processOriginal(
  call: Call,
  bytes: Uint8Array,
  operations: PicOperations,
  store: () => void,
): Promise<{ readonly info: XmlNode[]; readonly results: XmlNode }> {
  for (const { rule } of operations.rules) checkServices(call.cloud, rule)
  if (bytes.length > MAX_PROCESSED) throw refuse('EntityTooLarge', `Rules take ${MAX_PROCESSED} bytes at most.`)
  const results: RuleResult[] = []
  for (const rule of call.tampering.rules(operations.rules)) results.push(await runRule(call, bytes, rule))
  const info = operations.withInfo ? [await describePhoto(await readPhoto(bytes, call.request.key))] : []
  store()
  for (const result of results) storeResult(call.cloud, result)
  return { info, results: ['ProcessResults', results.map(describeResult)] }
}

/** Runs one rule and bills it. */
export async function runPaid(call: Call, bytes: Uint8Array, paid: PaidRule): Promise<Picture> {
  const picture = await applyRule(call.cloud, bytes, paid)
  call.cloud.bills.push({
    operation: paid.rule.operation,
    key: paid.photo,
    rule: paid.text,
    resultKey: paid.resultKey,
    requestId: call.requestId,
  })
  return picture
}

/** Refuses a rule whose service the user has switched off. */
export function checkServices({ services: { bound = true, ai = true } }: Cloud, { operation }: Rule): void {
  if (!bound) throw refuse('CIRoleNotExist')
  if (!ai && operation === 'GoodsMatting') throw refuse('AIBucketUnBinded')
}

/** `Key` and `Location` of an object. */
export function describeKey(bucket: Bucket, key: string): XmlNode[] {
  return [
    ['Key', key],
    ['Location', `${bucket.host}/${key}`],
  ]
}

/** Read from the store: a result with the key of the original has replaced it. */
export function findETag({ objects }: Bucket, key: string): string {
  return objects.get(key)?.etag ?? ''
}

/** The answer to processing, from the server of Cloud Infinite. */
export function answerProcessed(xml: string, headers: CosAnswer['headers'] = {}): CosAnswer {
  return answerXml(200, xml, { ...headers, server: 'tencent-ci' })
}

async function applyRule({ cut }: Cloud, bytes: Uint8Array, { rule, photo }: PaidRule): Promise<Picture> {
  if (rule.operation === 'ImageProcess') return rule.render(bytes)
  const png = await cut(await readSourcePhoto(bytes, photo), rule.layout)
  return { bytes: png, format: 'png', quality: 100, ...readPngSize(png) }
}

async function runRule(call: Call, original: Uint8Array, { bucket, key, text, rule }: PicRule): Promise<RuleResult> {
  const picture = await runPaid(call, original, { text, rule, photo: call.request.key, resultKey: key })
  return { bucket, key, picture, bytes: await call.tampering.result(picture.bytes, original) }
}

function storeResult({ clock }: Cloud, { bucket, key, picture, bytes }: RuleResult): void {
  const headers = { 'content-type': `image/${picture.format}` }
  bucket.objects.set(key, createObject(bytes, headers, new Date(clock())))
}

function describeResult({ bucket, key, picture, bytes }: RuleResult): XmlNode {
  return [
    'Object',
    [
      ...describeKey(bucket, key),
      ['Format', picture.format],
      ['Width', picture.width],
      ['Height', picture.height],
      ['Size', bytes.length],
      ['Quality', picture.quality],
      ['ETag', findETag(bucket, key)],
    ],
  ]
}

/** Width and height stand first in IHDR, which is the first chunk of every PNG. */
function readPngSize(png: Uint8Array): { width: number; height: number } {
  const header = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  return { width: header.readUInt32BE(16), height: header.readUInt32BE(20) }
}
