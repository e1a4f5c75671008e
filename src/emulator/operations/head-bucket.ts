import { answer, type Job } from '../call.ts'

/** `HEAD /`: whether the bucket exists and may be looked at. */
export function prepareHeadBucket(): Job {
  return { yields: 'plain', run: ({ cloud }) => answer(200, { 'x-cos-bucket-region': cloud.region }) }
}
