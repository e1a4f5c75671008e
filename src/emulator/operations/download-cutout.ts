import { answer, type Call, type CosAnswer, type Job } from '../call.ts'
import { refuse } from '../errors.ts'
import { parseMattingParameters } from '../matting-rule.ts'
import { findObject } from '../objects.ts'
import { readSourcePhoto } from '../photo.ts'
import type { PicRule } from '../pic-operations.ts'
import { runPaid } from '../processing.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { isSigningParameter } from '../signature.ts'

/** `GET /<key>?ci-process=GoodsMatting`: cuts a stored object out and answers with the picture; nothing is stored. */
export function prepareDownloadCutout(request: CosRequest): Job {
  if (findParameter(request.query, 'detect-url') !== undefined) {
    throw refuse('NotImplemented', 'The emulator fetches nothing: detect-url is not known.')
  }
  const parameters = request.query.filter(([name]) => !isSigningParameter(name))
  const layout = parseMattingParameters(parameters)
  const rule = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  return { yields: 'picture', run: (call) => cutStored(call, { rule, layout }) }
}

async function cutStored(call: Call, rule: Pick<PicRule, 'rule' | 'layout'>): Promise<CosAnswer> {
  const { bytes } = findObject(call.bucket.objects, call.request.key)
  const png = await runPaid(call, await readSourcePhoto(bytes, call.request.key), rule)
  const headers = { 'content-type': 'image/png', server: 'tencent-ci' }
  return answer(200, headers, await call.tampering.result(png, bytes))
}
