import type { Call } from './call.ts'
import type { PicOperations } from './pic-operations.ts'
import { describeKey, findETag, processOriginal } from './processing.ts'
import { renderXml } from './xml.ts'

/** Processes an original; `UploadResult`, the XML both of an upload and of processing in the cloud. */
export async function renderUploadResult(
  call: Call,
  bytes: Uint8Array,
  operations: PicOperations,
  store: () => void = () => undefined,
): Promise<string> {
  const { bucket, request } = call
  const { info, results } = await processOriginal(call, bytes, operations, store)
  const original = [...describeKey(bucket, request.key), ['ETag', findETag(bucket, request.key)] as const, ...info]
  return renderXml(['UploadResult', [['OriginalInfo', original], results]])
}
