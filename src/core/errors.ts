/** Every code a {@link MattingError} can carry. Codes are stable: scripts may match on them. */
export type MattingErrorCode =
  | 'INVALID_DIRECTIVE'
  | 'INVALID_OPTION'
  | 'INVALID_CONFIG'
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_UNREADABLE'
  | 'SOURCE_LIMIT'
  | 'SOURCE_DOWNLOAD'
  | 'ENGINE_FAILED'
  | 'ABORTED'
  | 'ENGINE_RESULT'
  | 'ONNX_MODEL'
  | 'ONNX_RUNTIME'
  | 'COS_CREDENTIALS'
  | 'COS_DENIED'
  | 'COS_NOT_FOUND'
  | 'COS_NOT_ENABLED'
  | 'COS_REJECTED'
  | 'COS_THROTTLED'
  | 'COS_UNAVAILABLE'
  | 'COS_TIMEOUT'
  | 'COS_RESPONSE'
  | 'LOCKFILE'
  | 'FROZEN'
  | 'BUDGET'
  | 'OUTPUT_UNWRITABLE'
  | 'EMULATOR'
  | 'USAGE'

/** What an error tells beyond its cause: where it happened, how to mend it, and the service's own words. */
export interface MattingErrorDetails {
  /** The import as written, e.g. `./shoe.jpg?matting&padding=20x10`. */
  specifier?: string | undefined
  /** The module or file that holds the import. */
  importer?: string | undefined
  /** One instruction that mends it. */
  fix?: string | undefined
  /** What went wrong underneath. */
  cause?: unknown
  /** The cloud service's own error code, e.g. `AccessDenied`. */
  serviceCode?: string | undefined
  /** The cloud service's request id, for its support desk. */
  requestId?: string | undefined
}

/**
 * The one error class of the package. The message names the import, the cause and the fix, and never holds a
 * secret, a token or a signature.
 */
export class MattingError extends Error {
  override readonly name = 'MattingError'
  readonly code: MattingErrorCode
  readonly specifier: string | undefined
  readonly importer: string | undefined
  readonly fix: string | undefined
  readonly serviceCode: string | undefined
  readonly requestId: string | undefined
  /** What went wrong, without prefix, place and fix. */
  readonly reason: string

  constructor(code: MattingErrorCode, reason: string, details: MattingErrorDetails = {}) {
    const plain = redact(reason)
    super(renderMessage(plain, details), details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.reason = plain
    this.specifier = details.specifier
    this.importer = details.importer
    this.fix = details.fix
    this.serviceCode = details.serviceCode
    this.requestId = details.requestId
  }
}

/** Whether `value` is a {@link MattingError}, also one from another copy of this package. */
export function isMattingError(value: unknown): value is MattingError {
  return value instanceof Error && value.name === 'MattingError' && 'code' in value
}

/** What anything that was thrown says of itself. */
export function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** The same error, told with the import it belongs to. Places already named are kept. */
export function locateError(
  error: MattingError,
  place: Pick<MattingErrorDetails, 'specifier' | 'importer'>,
): MattingError {
  if (error.specifier !== undefined) return error
  return new MattingError(error.code, error.reason, {
    ...place,
    fix: error.fix,
    cause: error.cause,
    serviceCode: error.serviceCode,
    requestId: error.requestId,
  })
}

/** Strips what signs a request (signatures, tokens, keys in URLs and headers) from text that will be shown. */
export function redact(text: string): string {
  return text
    .replace(/(q-(?:signature|ak|sign-time|key-time)=)[^&\s"']+/gi, '$1***')
    .replace(/([?&](?:x-amz-[\w-]+|(?:\w+[_-])?(?:sign|signature|token))=)[^&\s"']+/gi, '$1***')
    .replace(
      /((?:x-cos-security-token|authorization|secret_?key|secret_?id|session_?token)["']?\s*[:=]\s*["']?)[^\s"',&}]+/gi,
      '$1***',
    )
}

function renderMessage(reason: string, details: MattingErrorDetails): string {
  const service = [
    details.serviceCode === undefined ? '' : `service code ${details.serviceCode}`,
    details.requestId === undefined ? '' : `request id ${details.requestId}`,
  ].filter(Boolean)
  const lines = [
    `[unplugin-matting] ${reason}${service.length > 0 ? ` (${service.join(', ')})` : ''}`,
    details.specifier === undefined ? '' : `  import:   ${redact(details.specifier)}`,
    details.importer === undefined ? '' : `  importer: ${details.importer}`,
    details.fix === undefined ? '' : `  fix:      ${redact(details.fix)}`,
  ]
  return lines.filter(Boolean).join('\n')
}
