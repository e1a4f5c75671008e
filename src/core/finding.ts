/** How a check ended: `skipped` says why it could not be made. */
export type FindingStatus = 'ok' | 'warn' | 'fail' | 'skipped'

/** What one check of `matting doctor` found. */
export interface Finding {
  /** What was checked, in a word or two: `keys`, `clock`, `bucket`. */
  readonly check: string
  readonly status: FindingStatus
  /** What was seen. */
  readonly detail: string
  /** One instruction that mends it. */
  readonly fix?: string | undefined
  /** Code of the `MattingError` behind a failure. */
  readonly code?: string | undefined
}
