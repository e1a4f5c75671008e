import type { Task } from '../../directives/task.ts'

/** A right that is granted in CAM. */
type Action = `cos:${string}` | `ci:${string}`

type RequestKind =
  'read' | 'look' | 'write' | 'cutOnDownload' | 'beginUpload' | 'uploadPart' | 'completeUpload' | 'abortUpload'

/** What each kind of request needs (Tencent Cloud CI, "Image Matting"; COS, "Action List"). */
export const ACTIONS: Readonly<Record<RequestKind, readonly Action[]>> = {
  read: ['cos:GetObject'],
  look: ['cos:HeadObject'],
  write: ['cos:PutObject'],
  cutOnDownload: ['cos:GetObject', 'ci:CreateGoodsMattingJob'],
  beginUpload: ['cos:InitiateMultipartUpload'],
  uploadPart: ['cos:UploadPart'],
  completeUpload: ['cos:CompleteMultipartUpload', 'cos:PutObject'],
  abortUpload: ['cos:AbortMultipartUpload'],
}

/** What cutting needs besides the rights on objects. */
const MATTING_ACTION: Action = 'ci:CreateGoodsMattingJob'

/** Rights for a request that runs rules, on top of those of the request itself. */
export function listRuleActions(base: readonly Action[], tasks: readonly Task[]): readonly Action[] {
  return tasks.some(({ kind }) => kind === 'matting') ? [...base, MATTING_ACTION] : base
}
