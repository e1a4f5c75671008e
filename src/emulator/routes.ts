import type { Bucket, Job } from './call.ts'
import { refuse } from './errors.ts'
import { prepareDeleteObject } from './operations/delete-object.ts'
import { prepareDownloadCutout } from './operations/download-cutout.ts'
import { OVERRIDES, prepareGetObject } from './operations/get-object.ts'
import { prepareProcessObject } from './operations/process-object.ts'
import { preparePutObject } from './operations/put-object.ts'
import type { CosRequest } from './request.ts'
import { isSigningParameter } from './signature.ts'

interface Route {
  readonly method: string
  /** The parameter that tells this operation from others of the method; `undefined` where none does. */
  readonly marker: string | undefined
  /** Further parameters of the operation; `'any'` where the operation checks them itself. */
  readonly parameters: readonly string[] | 'any'
  readonly prepare: (request: CosRequest, bucket: Bucket) => Job
}

const DOWNLOAD_PARAMETERS = OVERRIDES.map((name) => `response-${name}`)

/** Every operation the emulator knows; the first that fits is taken. */
const ROUTES: readonly Route[] = [
  { method: 'PUT', marker: undefined, parameters: [], prepare: preparePutObject },
  { method: 'GET', marker: 'ci-process', parameters: 'any', prepare: prepareDownloadCutout },
  { method: 'GET', marker: undefined, parameters: DOWNLOAD_PARAMETERS, prepare: prepareGetObject },
  { method: 'HEAD', marker: undefined, parameters: DOWNLOAD_PARAMETERS, prepare: prepareGetObject },
  { method: 'POST', marker: 'image_process', parameters: [], prepare: prepareProcessObject },
  { method: 'DELETE', marker: undefined, parameters: [], prepare: prepareDeleteObject },
]

/**
 * Finds out what a request wants and checks it.
 *
 * @throws MattingError `EMULATOR` with the service's code; `NotImplemented` for what the emulator does not know
 */
export function prepareJob(request: CosRequest, bucket: Bucket): Job {
  const names = request.query.map(([name]) => name).filter((name) => !isSigningParameter(name))
  const route = ROUTES.find((candidate) => fits(candidate, request.method, names))
  if (route === undefined)
    throw refuse('NotImplemented', `The emulator does not know ${describe(request.method, names)}.`)
  if (request.key === '' && route.parameters !== 'any') throw refuse('MethodNotAllowed', 'The request names no object.')
  return route.prepare(request, bucket)
}

function fits({ method, marker, parameters }: Route, requested: string, names: readonly string[]): boolean {
  if (method !== requested || (marker !== undefined && !names.includes(marker))) return false
  return parameters === 'any' || names.every((name) => name === marker || parameters.includes(name))
}

function describe(method: string, names: readonly string[]): string {
  return names.length === 0 ? method : `${method} with ?${names.join('&')}`
}
