import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answer, type Bucket, type Call, type CosAnswer, type Job, type Tampering } from './call.ts'
import { deliverAnswer } from './delivery.ts'
import { readRefusal } from './errors.ts'
import type { PlayedFault } from './faults.ts'
import { checkHost } from './host.ts'
import { openRecord, type OpenRecord } from './records.ts'
import { checkTarget, readHead, readRequest, type CosRequest, type RequestHead } from './request.ts'
import { prepareJob } from './routes.ts'
import { verifySignature, type SigningKeys } from './signature.ts'
import { renderError } from './xml.ts'

/** What the server needs to answer. */
export interface ServerContext {
  readonly bucket: Bucket
  readonly keys: SigningKeys
  readonly pickFault: (method: string, job: Job) => PlayedFault | undefined
  readonly nextRequestId: () => string
  /** Gets every request on its arrival. */
  readonly record: (record: OpenRecord) => void
}

const HONEST: Tampering = { rules: (rules) => rules, result: (png) => png }

/** Makes the HTTP server of an emulator; it does not listen yet. */
export function createCosServer(context: ServerContext): Server {
  return createServer((message, response) => void handle(context, message, response))
}

async function handle(context: ServerContext, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = context.nextRequestId()
  const head = readHead(message)
  const record = openRecord(head, requestId)
  context.record(record)
  const honest = await carryOut(context, message, head, record).catch((error: unknown) =>
    renderRefusal(error, head, record),
  )
  const sent = message.method === 'HEAD' ? dropBody(honest) : honest
  const lost = sent.delivery.kind === 'hang' || sent.delivery.kind === 'reset'
  if (!lost) record.status = sent.status
  const common = { server: 'tencent-cos', date: new Date(context.bucket.clock()).toUTCString() }
  deliverAnswer(response, { ...sent, headers: { ...common, ...sent.headers, 'x-cos-request-id': requestId } })
}

async function carryOut(
  context: ServerContext,
  message: IncomingMessage,
  head: RequestHead,
  record: OpenRecord,
): Promise<CosAnswer> {
  const request = await readRequest(message, head)
  record.bytes = request.body.length
  checkTarget(message)
  checkHost(head.headers['host'], context.bucket.host)
  verifySignature(head, context.keys, context.bucket.clock() / 1000)
  const job = prepareJob(request, context.bucket)
  const played = context.pickFault(head.method, job)
  record.fault = played?.fault.kind
  return runJob(job, createCall(context, request, record.requestId, played), played)
}

function createCall(
  { bucket }: ServerContext,
  request: CosRequest,
  requestId: string,
  played: PlayedFault | undefined,
): Call {
  return { request, requestId, bucket, tampering: { ...HONEST, ...played?.effect.tamper } }
}

async function runJob(job: Job, call: Call, played: PlayedFault | undefined): Promise<CosAnswer> {
  if (played === undefined) return job.run(call)
  const { fault, effect } = played
  if (effect.replace === undefined || fault.executed === true) {
    const honest = await job.run(call)
    if (effect.replace === undefined) return effect.alter?.(honest, fault) ?? honest
  }
  return effect.replace(fault, call.requestId)
}

function renderRefusal(error: unknown, head: RequestHead, { requestId }: OpenRecord): CosAnswer {
  const { status, code, message } = readRefusal(error)
  const resource = `${head.headers['host'] ?? ''}${head.path}`
  const xml = renderError({ code, message, resource, requestId })
  return answer(status, { 'content-type': 'application/xml' }, xml)
}

/** HEAD answers with the header of GET, `Content-Length` included, and no body. */
function dropBody({ headers, body, ...rest }: CosAnswer): CosAnswer {
  return { ...rest, headers: { ...headers, 'content-length': String(body.length) }, body: new Uint8Array() }
}
