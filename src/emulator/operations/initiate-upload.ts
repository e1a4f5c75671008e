import { randomUUID } from 'node:crypto'
import { answerXml, type Job } from '../call.ts'
import { checkKey } from '../pic-operations.ts'
import type { CosRequest } from '../request.ts'
import { renderXml } from '../xml.ts'

/** `POST /<key>?uploads`: begins a multipart upload. `Pic-Operations` is taken and means nothing here. */
export function prepareInitiateUpload({ key, headers }: CosRequest): Job {
  checkKey(key)
  return {
    yields: 'plain',
    run: ({ bucket, cloud }) => {
      const id = randomUUID().replaceAll('-', '')
      bucket.uploads.set(id, { id, key, headers, initiated: new Date(cloud.clock()), parts: new Map() })
      const xml = renderXml([
        'InitiateMultipartUploadResult',
        [
          ['Bucket', bucket.name],
          ['Key', key],
          ['UploadId', id],
        ],
      ])
      return answerXml(200, xml)
    },
  }
}
