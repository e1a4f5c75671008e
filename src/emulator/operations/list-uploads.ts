import { answerXml, type Job } from '../call.ts'
import { describeFolders, describeQuery, parseListQuery, pickPage } from '../listing.ts'
import type { CosRequest } from '../request.ts'
import { renderXml, type XmlNode } from '../xml.ts'

/** `GET /?uploads`: multipart uploads that are under way ("List Multipart Uploads"). */
export function prepareListUploads(request: CosRequest): Job {
  const query = parseListQuery(request, { marker: 'key-marker', most: 'max-uploads' })
  return {
    yields: 'plain',
    run: ({ bucket }) => {
      const uploads = [...bucket.uploads.values()]
      // Uploads of one key stay on one page: `upload-id-marker` would only be needed to part them.
      const page = pickPage([...new Set(uploads.map(({ key }) => key))], (key) => key, query)
      const listed = page.entries.flatMap((key) => uploads.filter((upload) => upload.key === key))
      const xml = renderXml([
        'ListMultipartUploadsResult',
        [
          ['Bucket', bucket.name],
          ...describeQuery(query),
          ['KeyMarker', query.encode(query.marker)],
          ['MaxUploads', query.most],
          ['IsTruncated', String(page.next !== undefined)],
          ...(page.next === undefined ? [] : [['NextKeyMarker', query.encode(page.next)] satisfies XmlNode]),
          ...listed.map(({ key, id, initiated }): XmlNode => {
            const fields: XmlNode[] = [
              ['Key', query.encode(key)],
              ['UploadId', id],
              ['StorageClass', 'STANDARD'],
              ['Initiated', initiated.toISOString()],
            ]
            return ['Upload', fields]
          }),
          ...describeFolders(page, query),
        ],
      ])
      return answerXml(200, xml)
    },
  }
}
