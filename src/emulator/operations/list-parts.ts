import { answerXml, type Job } from '../call.ts'
import { findUpload, MAX_PART_NUMBER, type Part } from '../multipart.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { parseWhole } from '../rules/parameters.ts'
import { renderXml, type XmlNode } from '../xml.ts'

const MAX_PARTS = 1000

/** `GET /<key>?uploadId=`: the parts that were uploaded so far ("List Parts"). */
export function prepareListParts({ query, key }: CosRequest): Job {
  const id = findParameter(query, 'uploadId')
  const most = parseWhole('max-parts', findParameter(query, 'max-parts') ?? String(MAX_PARTS), [0, MAX_PARTS])
  const marker = parseWhole('part-number-marker', findParameter(query, 'part-number-marker') ?? '0', [
    0,
    MAX_PART_NUMBER,
  ])
  return {
    yields: 'plain',
    run: ({ bucket }) => {
      const upload = findUpload(bucket, id, key)
      const left = [...upload.parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b)
      const page = left.slice(0, most)
      const xml = renderXml([
        'ListPartsResult',
        [
          ['Bucket', bucket.name],
          ['Key', key],
          ['UploadId', upload.id],
          ['PartNumberMarker', marker],
          ['NextPartNumberMarker', page.at(-1)?.[0] ?? marker],
          ['StorageClass', 'STANDARD'],
          ['MaxParts', most],
          ['IsTruncated', String(left.length > page.length)],
          ...page.map(([number, part]) => describePart(number, part)),
        ],
      ])
      return answerXml(200, xml)
    },
  }
}

function describePart(number: number, { etag, bytes, lastModified }: Part): XmlNode {
  return [
    'Part',
    [
      ['PartNumber', number],
      ['LastModified', lastModified.toISOString()],
      ['ETag', etag],
      ['Size', bytes.length],
    ],
  ]
}
