import { MattingError, type MattingErrorCode } from '../core/errors.ts'

interface ServiceError {
  readonly status: number
  readonly message: string
}

/**
 * The service's codes the emulator can answer with: code → status and text. Codes and statuses are those of the
 * vendor's pages "Error Codes" (COS, document 436/7730, and that of CI); the texts are the emulator's own, save for
 * {@link EXPIRED}. The first code of a status is what a `status` fault without a code answers.
 */
const SERVICE_ERRORS: Readonly<Record<ServiceCode, ServiceError>> = {
  InvalidArgument: { status: 400, message: 'An argument of the request is not valid.' },
  InvalidPicOperations: { status: 400, message: 'The Pic-Operations header is not valid.' },
  InvalidURI: { status: 400, message: 'The request target cannot be decoded.' },
  InvalidHost: { status: 400, message: 'The Host header names no bucket.' },
  InvalidDigest: { status: 400, message: 'Content-MD5 is not the Base64 form of 16 bytes.' },
  BadDigest: { status: 400, message: 'Content-MD5 differs from the MD5 of the body received.' },
  KeyTooLong: { status: 400, message: 'The object key is longer than 850 bytes.' },
  EntityTooLarge: { status: 400, message: 'The body is larger than the operation takes.' },
  EntityTooSmall: { status: 400, message: 'A part other than the last one is smaller than 1 MiB.' },
  InvalidPart: { status: 400, message: 'A part was not uploaded, or its ETag is another one.' },
  InvalidPartOrder: { status: 400, message: 'The parts are not in ascending order.' },
  MalformedXML: { status: 400, message: 'The body is not the XML of this operation.' },
  MaxMessageLengthExceeded: { status: 400, message: 'The body is longer than the operation takes.' },
  MissingContent: { status: 400, message: 'The request lacks its content.' },
  InvalidContent: { status: 400, message: 'The content of the request is not valid.' },
  // Neither page of GoodsMatting shows an error. `InvalidImageFormat` and `ImageResolutionExceed` are what the general
  // list has for these cases; `ImageTooLarge` for a picture that is too *small* was seen live (facts, section 5).
  InvalidImageFormat: { status: 400, message: 'The picture is neither a PNG nor a JPEG that can be decoded.' },
  ImageResolutionExceed: { status: 400, message: 'The picture is larger than 7680 x 4320 pixels.' },
  ImageTooLarge: {
    status: 400,
    message: 'The size of the picture is out of bounds; its shortest edge needs 32 pixels.',
  },
  // `AIBucketUnBinded` was seen for jobs of the AI service; for GoodsMatting neither is confirmed.
  AIBucketUnBinded: { status: 400, message: 'The AI service is not enabled for the bucket.' },
  CIRoleNotExist: { status: 400, message: 'Cloud Infinite is not bound to the bucket: its role does not exist.' },
  ResourceNotFound: { status: 400, message: 'A resource that the request names does not exist.' },
  ResourceAccessDenied: { status: 400, message: 'A resource that the request names may not be read.' },
  ResourceDownloadFailed: { status: 400, message: 'The picture at detect-url could not be downloaded.' },
  AccessDenied: { status: 403, message: 'Access Denied.' },
  InvalidAccessKeyId: { status: 403, message: 'The secret id is not known.' },
  ExpiredToken: { status: 403, message: 'The temporary key has expired.' },
  SignatureDoesNotMatch: { status: 403, message: 'The signature differs from the one the service computed.' },
  RequestTimeTooSkewed: { status: 403, message: 'The signature is not valid yet; compare the clocks.' },
  NoSuchKey: { status: 404, message: 'The object does not exist.' },
  NoSuchBucket: { status: 404, message: 'The bucket does not exist in this region.' },
  NoSuchUpload: { status: 404, message: 'The multipart upload does not exist.' },
  MethodNotAllowed: { status: 405, message: 'The method is not allowed on this resource.' },
  PreconditionFailed: { status: 412, message: 'A condition of the request does not hold.' },
  InvalidRange: { status: 416, message: 'The range lies outside of the object.' },
  TooManyRequests: { status: 429, message: 'Too many requests.' },
  InternalError: { status: 500, message: 'The service failed.' },
  NotImplemented: { status: 501, message: 'The emulator does not know this operation.' },
  SlowDown: { status: 503, message: 'Reduce the rate of requests.' },
  ServiceUnavailable: { status: 503, message: 'The service is unavailable.' },
}

/** A code of {@link SERVICE_ERRORS}. */
export type ServiceCode =
  | 'InvalidArgument'
  | 'InvalidPicOperations'
  | 'InvalidURI'
  | 'InvalidHost'
  | 'InvalidDigest'
  | 'BadDigest'
  | 'KeyTooLong'
  | 'EntityTooLarge'
  | 'EntityTooSmall'
  | 'InvalidPart'
  | 'InvalidPartOrder'
  | 'MalformedXML'
  | 'MaxMessageLengthExceeded'
  | 'MissingContent'
  | 'InvalidContent'
  | 'InvalidImageFormat'
  | 'ImageResolutionExceed'
  | 'ImageTooLarge'
  | 'AIBucketUnBinded'
  | 'CIRoleNotExist'
  | 'ResourceNotFound'
  | 'ResourceAccessDenied'
  | 'ResourceDownloadFailed'
  | 'AccessDenied'
  | 'InvalidAccessKeyId'
  | 'ExpiredToken'
  | 'SignatureDoesNotMatch'
  | 'RequestTimeTooSkewed'
  | 'NoSuchKey'
  | 'NoSuchBucket'
  | 'NoSuchUpload'
  | 'MethodNotAllowed'
  | 'PreconditionFailed'
  | 'InvalidRange'
  | 'TooManyRequests'
  | 'InternalError'
  | 'NotImplemented'
  | 'SlowDown'
  | 'ServiceUnavailable'

/** The service's words for a signature past its end; the vendor's SDK corrects its clock on exactly these. */
export const EXPIRED = 'Request has expired'

/** A refusal as it goes over the wire. */
export interface Refusal extends ServiceError {
  readonly code: string
}

/** The error an operation throws to refuse its request. */
export function refuse(code: ServiceCode, message: string = SERVICE_ERRORS[code].message): MattingError {
  return new MattingError('EMULATOR', message, { serviceCode: code })
}

/** What an error of an operation is on the wire; what nobody foresaw is a 500 with its reason. */
export function readRefusal(error: unknown): Refusal {
  if (!(error instanceof MattingError)) return describeRefusal('InternalError', 500, String(error))
  const code = error.code === 'EMULATOR' ? error.serviceCode : SOURCE_CODES[error.code]
  if (code === undefined || !isServiceCode(code)) return describeRefusal('InternalError', 500, error.reason)
  return { code, status: SERVICE_ERRORS[code].status, message: error.reason }
}

/** The status a code comes with, where the emulator knows the code. */
export function findStatus(code: string | undefined): number | undefined {
  return code !== undefined && isServiceCode(code) ? SERVICE_ERRORS[code].status : undefined
}

/** A refusal by status, for faults: code and text are looked up where they are not given. */
export function describeRefusal(code: string | undefined, status: number, message?: string): Refusal {
  const known =
    code ?? Object.entries(SERVICE_ERRORS).find(([, entry]) => entry.status === status)?.[0] ?? 'InternalError'
  return { code: known, status, message: message ?? (isServiceCode(known) ? SERVICE_ERRORS[known].message : known) }
}

/** What the raster and the engine say of a photo, in the service's codes. */
const SOURCE_CODES: Partial<Readonly<Record<MattingErrorCode, ServiceCode>>> = {
  SOURCE_UNREADABLE: 'InvalidImageFormat',
  SOURCE_LIMIT: 'ImageResolutionExceed',
}

function isServiceCode(code: string): code is ServiceCode {
  return Object.hasOwn(SERVICE_ERRORS, code)
}
