import type { Task } from '../../directives/task.ts'

/** A right that is granted in CAM. */
export type Action = `cos:${string}` | `ci:${string}`

/** What each kind of request needs (Tencent Cloud CI, "Image Matting"; COS, "API authorization"). */
export const ACTIONS = {
  read: ['cos:GetObject'],
  look: ['cos:HeadObject'],
  write: ['cos:PutObject'],
  cutOnDownload: ['cos:GetObject', 'ci:CreateGoodsMattingJob'],
  beginUpload: ['cos:InitiateMultipartUpload'],
  uploadPart: ['cos:UploadPart'],
  completeUpload: ['cos:CompleteMultipartUpload', 'cos:PutObject'],
  abortUpload: ['cos:AbortMultipartUpload'],
  readBucket: ['cos:HeadBucket'],
} as const satisfies Record<string, readonly Action[]>

/** What cutting needs besides the rights on objects. */
export const MATTING_ACTION: Action = 'ci:CreateGoodsMattingJob'

/** Rights for a request that runs rules, on top of those of the request itself. */
export function listRuleActions(base: readonly Action[], tasks: readonly Task[]): readonly Action[] {
  return tasks.some(({ kind }) => kind === 'matting') ? [...base, MATTING_ACTION] : base
}
