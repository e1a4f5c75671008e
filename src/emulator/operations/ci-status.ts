import { answer, type Job } from '../call.ts'

/**
 * `GET /` at `<bucket>.ci.<region>.myqcloud.com`: whether Cloud Infinite is bound to the bucket ("Query the Status of
 * Binding a Bucket to Cloud Infinite", CI document 1045/33702). Free of charge.
 */
export function prepareCiStatus(): Job {
  return {
    yields: 'plain',
    run: ({ cloud: { services } }) => {
      const status = JSON.stringify({ CIStatus: services.bound === false ? 'off' : 'on' })
      return answer(200, { 'content-type': 'application/json', server: 'tencent-ci' }, status)
    },
  }
}
