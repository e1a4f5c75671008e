import { answer, type Job } from '../call.ts'

/** `DELETE /<key>`: 204, also where there was nothing. */
export function prepareDeleteObject(): Job {
  return {
    yields: 'plain',
    run: ({ bucket, request }) => {
      bucket.objects.delete(request.key)
      return answer(204)
    },
  }
}
