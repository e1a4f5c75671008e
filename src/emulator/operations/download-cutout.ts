import { answer, type Call, type CosAnswer, type Job } from '../call.ts'
import { refuse } from '../errors.ts'
import { findObject } from '../objects.ts'
import { checkServices, MAX_PROCESSED, runPaid } from '../processing.ts'
import { decodeDetectUrl } from '../remote-photo.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { parseMattingParameters } from '../rules/matting.ts'
import type { Rule } from '../rules/rule.ts'
import { isSigningParameter } from '../signature.ts'

/**
 * `GET /<key>?ci-process=GoodsMatting`: cuts a stored object out, or the picture at `detect-url`, which needs no key.
 * Answers with the picture; nothing is stored.
 */
export function prepareDownloadCutout(request: CosRequest): Job {
  const parameters = request.query.filter(([name]) => !isSigningParameter(name))
  const detectUrl = findParameter(parameters, 'detect-url')
  const url = detectUrl === undefined ? undefined : decodeDetectUrl(detectUrl)
  if (url === undefined && request.key === '') throw refuse('MethodNotAllowed', 'The request names no object.')
  const layout = parseMattingParameters(parameters.filter(([name]) => name !== 'detect-url'))
  const text = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  return {
    yields: 'picture',
    run: (call) => cutPhoto(call, { text, url, rule: { operation: 'GoodsMatting', layout } }),
  }
}

interface CutoutOrder {
  readonly text: string
  readonly rule: Rule
  /** The address of the photo; the object of the request where there is none. */
  readonly url: string | undefined
}

async function cutPhoto(call: Call, { text, rule, url }: CutoutOrder): Promise<CosAnswer> {
  const { cloud, bucket, request, tampering } = call
  checkServices(cloud, rule)
  const bytes = url === undefined ? findObject(bucket.objects, request.key).bytes : await cloud.fetchPhoto(url)
  if (bytes.length > MAX_PROCESSED) throw refuse('EntityTooLarge', `GoodsMatting takes ${MAX_PROCESSED} bytes at most.`)
  const picture = await runPaid(call, bytes, { text, rule, photo: url ?? request.key })
  const headers = { 'content-type': 'image/png', server: 'tencent-ci' }
  return answer(200, headers, await tampering.result(picture.bytes, bytes))
}
