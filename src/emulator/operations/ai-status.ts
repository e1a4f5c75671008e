import { answerXml, type Job } from '../call.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { renderXml, type XmlNode } from '../xml.ts'

/**
 * `GET /ai_bucket` at `ci.<region>.myqcloud.com`: the buckets AI Content Recognition is enabled for ("Querying AI Content
 * Recognition Service", CI document 1045/72921). Free of charge.
 */
export function prepareAiStatus({ query }: CosRequest): Job {
  const names = findParameter(query, 'bucketNames')?.split(',')
  const prefix = findParameter(query, 'bucketName') ?? ''
  return {
    yields: 'plain',
    run: ({ cloud, requestId }) => {
      const { services, buckets, region } = cloud
      const enabled = services.bound !== false && services.ai !== false ? [...buckets.keys()] : []
      const listed = enabled.filter((name) => name.startsWith(prefix) && (names?.includes(name) ?? true))
      const xml = renderXml([
        'Response',
        [
          ['RequestId', requestId],
          ['TotalCount', listed.length],
          ['PageNumber', 1],
          ['PageSize', Math.max(10, listed.length)],
          ...listed.map((name) => describeAiBucket(name, region)),
        ],
      ])
      return answerXml(200, xml, { server: 'tencent-ci' })
    },
  }
}

function describeAiBucket(name: string, region: string): XmlNode {
  return [
    'AiBucketList',
    [
      ['BucketId', name],
      ['Name', name],
      ['Region', region],
    ],
  ]
}
