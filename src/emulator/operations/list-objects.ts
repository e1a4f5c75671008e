import { answerXml, type Job } from '../call.ts'
import { describeFolders, describeQuery, parseListQuery, pickPage, type ListQuery } from '../listing.ts'
import type { CosObject } from '../objects.ts'
import type { CosRequest } from '../request.ts'
import { renderXml, type XmlNode } from '../xml.ts'

/** `GET /`: the objects of the bucket ("GET Bucket"). */
export function prepareListObjects(request: CosRequest): Job {
  const query = parseListQuery(request, { marker: 'marker', most: 'max-keys' })
  return {
    yields: 'plain',
    run: ({ bucket }) => {
      const page = pickPage([...bucket.objects], ([key]) => key, query)
      const next: XmlNode[] = page.next === undefined ? [] : [['NextMarker', query.encode(page.next)]]
      const xml = renderXml([
        'ListBucketResult',
        [
          ['Name', bucket.name],
          ...describeQuery(query),
          ['Marker', query.encode(query.marker)],
          ['MaxKeys', query.most],
          ['IsTruncated', String(page.next !== undefined)],
          ...next,
          ...page.entries.map(([key, object]) => describeEntry(key, object, query)),
          ...describeFolders(page, query),
        ],
      ])
      return answerXml(200, xml)
    },
  }
}

function describeEntry(key: string, object: CosObject, { encode }: ListQuery): XmlNode {
  return [
    'Contents',
    [
      ['Key', encode(key)],
      ['LastModified', object.lastModified.toISOString()],
      ['ETag', object.etag],
      ['Size', object.bytes.length],
      ['StorageClass', 'STANDARD'],
    ],
  ]
}
