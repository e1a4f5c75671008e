import { answer, type Bucket, type Job } from '../call.ts'
import { refuse } from '../errors.ts'
import { parseMattingParameters } from '../matting-rule.ts'
import { findObject } from '../objects.ts'
import { readSourcePhoto } from '../photo.ts'
import { runPaid } from '../processing.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { isSigningParameter } from '../signature.ts'

/** `GET /<key>?ci-process=GoodsMatting`: cuts a stored object out and answers with the picture; nothing is stored. */
export function prepareDownloadCutout(request: CosRequest, bucket: Bucket): Job {
  if (findParameter(request.query, 'detect-url') !== undefined) {
    throw refuse('NotImplemented', 'The emulator fetches nothing: detect-url is not known.')
  }
  const parameters = request.query.filter(([name]) => !isSigningParameter(name))
  const layout = parseMattingParameters(parameters)
  const rule = parameters.map(([name, value]) => `${name}=${value}`).join('&')
  const { bytes } = findObject(bucket.objects, request.key)
  return {
    yields: 'picture',
    run: async (call) => {
      const photo = await readSourcePhoto(bytes, request.key)
      const png = await runPaid(call, photo, { rule, layout })
      const headers = { 'content-type': 'image/png', server: 'tencent-ci' }
      return answer(200, headers, await call.tampering.result(png, bytes))
    },
  }
}
