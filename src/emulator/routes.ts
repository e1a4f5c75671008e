import type { Job } from './call.ts'
import type { Bucket, Cloud } from './cloud.ts'
import { refuse } from './errors.ts'
import type { Addressee } from './host.ts'
import { OPERATIONS, type Operation } from './operation-names.ts'
import { prepareAbortUpload } from './operations/abort-upload.ts'
import { prepareAiStatus } from './operations/ai-status.ts'
import { prepareCiStatus } from './operations/ci-status.ts'
import { prepareCompleteUpload } from './operations/complete-upload.ts'
import { prepareDeleteObject } from './operations/delete-object.ts'
import { prepareDownloadCutout } from './operations/download-cutout.ts'
import { OVERRIDES, prepareGetObject } from './operations/get-object.ts'
import { prepareHeadBucket } from './operations/head-bucket.ts'
import { prepareInitiateUpload } from './operations/initiate-upload.ts'
import { prepareListObjects } from './operations/list-objects.ts'
import { prepareListParts } from './operations/list-parts.ts'
import { prepareListUploads } from './operations/list-uploads.ts'
import { prepareProcessObject } from './operations/process-object.ts'
import { preparePutObject } from './operations/put-object.ts'
import { prepareUploadPart } from './operations/upload-part.ts'
import type { CosRequest } from './request.ts'
import { isSigningParameter } from './signature.ts'

/** What identifies an operation, and what carries it out. */
interface Route {
  readonly method: string
  /** What the path names: an object, the bucket itself, either, or one path of its own. */
  readonly path: 'object' | 'bucket' | 'any' | `/${string}`
  /** The parameter that tells this operation from others of the method; none where it is left out. */
  readonly marker?: string
  /** Further parameters of the operation; `'any'` where the operation checks them itself. @default none */
  readonly parameters?: readonly string[] | 'any'
  /** Actions that must be granted, as the pages of the operations name them. */
  readonly needs: readonly string[]
  readonly prepare: (request: CosRequest, bucket: Bucket, cloud: Cloud) => Job
}

type NamedRoute = Route & { readonly operation: Operation }

/** A request understood, and what it is. */
export interface PreparedJob extends Job {
  readonly operation: Operation
  readonly needs: readonly string[]
}

const DOWNLOAD = OVERRIDES.map((name) => `response-${name}`)
const LIST = ['prefix', 'delimiter', 'encoding-type']
const UPLOADS = ['max-uploads', 'key-marker', 'upload-id-marker']
const PARTS = ['max-parts', 'part-number-marker', 'encoding-type']

/** Every operation the emulator knows. */
const ROUTES: Readonly<Record<Addressee['service'], Partial<Readonly<Record<Operation, Route>>>>> = {
  cos: {
    'put-object': { method: 'PUT', path: 'object', needs: ['cos:PutObject'], prepare: preparePutObject },
    'upload-part': {
      method: 'PUT',
      path: 'object',
      marker: 'uploadId',
      parameters: ['partNumber'],
      needs: ['cos:UploadPart'],
      prepare: prepareUploadPart,
    },
    'download-cutout': {
      method: 'GET',
      path: 'any',
      marker: 'ci-process',
      parameters: 'any',
      needs: ['cos:GetObject', 'ci:CreateGoodsMattingJob'],
      prepare: prepareDownloadCutout,
    },
    'list-parts': {
      method: 'GET',
      path: 'object',
      marker: 'uploadId',
      parameters: PARTS,
      needs: ['cos:ListParts'],
      prepare: prepareListParts,
    },
    'get-object': {
      method: 'GET',
      path: 'object',
      parameters: DOWNLOAD,
      needs: ['cos:GetObject'],
      prepare: prepareGetObject,
    },
    'head-object': {
      method: 'HEAD',
      path: 'object',
      parameters: DOWNLOAD,
      needs: ['cos:HeadObject'],
      prepare: prepareGetObject,
    },
    'process-object': {
      method: 'POST',
      path: 'object',
      marker: 'image_process',
      needs: ['cos:GetObject', 'cos:PutObject'],
      prepare: prepareProcessObject,
    },
    initiate: {
      method: 'POST',
      path: 'object',
      marker: 'uploads',
      needs: ['cos:InitiateMultipartUpload'],
      prepare: prepareInitiateUpload,
    },
    complete: {
      method: 'POST',
      path: 'object',
      marker: 'uploadId',
      needs: ['cos:CompleteMultipartUpload'],
      prepare: prepareCompleteUpload,
    },
    'delete-object': { method: 'DELETE', path: 'object', needs: ['cos:DeleteObject'], prepare: prepareDeleteObject },
    abort: {
      method: 'DELETE',
      path: 'object',
      marker: 'uploadId',
      needs: ['cos:AbortMultipartUpload'],
      prepare: prepareAbortUpload,
    },
    'list-uploads': {
      method: 'GET',
      path: 'bucket',
      marker: 'uploads',
      parameters: [...LIST, ...UPLOADS],
      needs: ['cos:ListMultipartUploads'],
      prepare: prepareListUploads,
    },
    'list-objects': {
      method: 'GET',
      path: 'bucket',
      parameters: [...LIST, 'marker', 'max-keys'],
      needs: ['cos:GetBucket'],
      prepare: prepareListObjects,
    },
    'head-bucket': { method: 'HEAD', path: 'bucket', needs: ['cos:HeadBucket'], prepare: prepareHeadBucket },
  },
  ci: {
    'ci-status': { method: 'GET', path: 'bucket', needs: ['ci:DescribeCIBuckets'], prepare: prepareCiStatus },
    'ai-status': {
      method: 'GET',
      path: '/ai_bucket',
      parameters: ['regions', 'bucketNames', 'bucketName', 'pageNumber', 'pageSize'],
      needs: ['ci:DescribeAiProcessBucket'],
      prepare: prepareAiStatus,
    },
  },
}

/**
 * Finds out what a request wants and checks it.
 *
 * @throws MattingError `EMULATOR` with the service's code; `NotImplemented` for what the emulator does not know
 */
export function prepareJob(request: CosRequest, { service, bucket }: Addressee, cloud: Cloud): PreparedJob {
  const names = request.query.map(([name]) => name).filter((name) => !isSigningParameter(name))
  const routes = listRoutes(service).filter((candidate) => asksFor(candidate, request.method, names))
  const route = routes.find(({ path }) => leadsTo(path, request.path))
  if (route !== undefined) {
    const { operation, needs } = route
    return { operation, needs, ...route.prepare(request, bucket, cloud) }
  }
  if (routes.length > 0) throw refuse('MethodNotAllowed', 'The operation has no such resource.')
  throw refuse('NotImplemented', `The emulator does not know ${describe(request.method, names)}.`)
}

function listRoutes(service: Addressee['service']): NamedRoute[] {
  return OPERATIONS.flatMap((operation) => {
    const route = ROUTES[service][operation]
    return route === undefined ? [] : { ...route, operation }
  })
}

function asksFor({ method, marker, parameters = [] }: Route, requested: string, names: readonly string[]): boolean {
  if (method !== requested || (marker !== undefined && !names.includes(marker))) return false
  return parameters === 'any' || names.every((name) => name === marker || parameters.includes(name))
}

function leadsTo(path: Route['path'], requested: string): boolean {
  if (path === 'object') return requested !== '/'
  return path === 'any' || requested === (path === 'bucket' ? '/' : path)
}

function describe(method: string, names: readonly string[]): string {
  return names.length === 0 ? method : `${method} with ?${names.join('&')}`
}
