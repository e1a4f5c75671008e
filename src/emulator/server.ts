import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerXml, type Call, type CosAnswer, type Job, type Tampering } from './call.ts'
import type { Cloud } from './cloud.ts'
import { deliverAnswer } from './delivery.ts'
import { readRefusal } from './errors.ts'
import type { FaultTarget, PlayedFault } from './faults.ts'
import type { Addressee } from './host.ts'
import { openRecord, type OpenRecord } from './records.ts'
import { checkTarget, readHead, readRequest, type RequestHead } from './request.ts'
import { prepareJob } from './routes.ts'
import { renderError } from './xml.ts'

/** What the server needs to answer. */
export interface ServerContext {
  readonly cloud: Cloud
  /** Finds what a `Host` header addresses. */
  readonly locate: (host: string | undefined) => Addressee
  /** Throws for a request that nobody known has signed, or too many of them. */
  readonly admit: (head: RequestHead) => void
  /** Throws where one of these actions is not granted. */
  readonly authorize: (needs: readonly string[]) => void
  readonly pickFault: (target: FaultTarget) => PlayedFault | undefined
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
    renderRefusal(error, head, requestId),
  )
  const sent = message.method === 'HEAD' ? dropBody(honest) : honest
  const lost = sent.delivery.kind === 'hang' || sent.delivery.kind === 'reset'
  if (!lost) record.status = sent.status
  const common = { server: 'tencent-cos', date: new Date(context.cloud.clock()).toUTCString() }
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
  const addressee = context.locate(head.headers['host'])
  context.admit(head)
  const job = prepareJob(request, addressee, context.cloud)
  context.authorize(job.needs)
  const { operation, yields } = job
  const played = context.pickFault({ method: head.method, key: request.key, operation, yields })
  record.fault = played?.fault.kind
  const { cloud } = context
  const { bucket } = addressee
  const tampering = { ...HONEST, ...played?.effect.tamper }
  return runJob(job, { request, requestId: record.requestId, cloud, bucket, tampering }, played)
}

/** A fault spoils refusals of the operation, too: a missing object can be told late, or cut off. */
async function runJob(job: Job, call: Call, played: PlayedFault | undefined): Promise<CosAnswer> {
  if (played === undefined) return job.run(call)
  const { fault, effect } = played
  if (effect.replace !== undefined && fault.executed !== true) return effect.replace(fault, call.requestId)
  const honest = await runHonestly(job, call)
  if (effect.replace !== undefined) return effect.replace(fault, call.requestId)
  return effect.alter?.(honest, fault) ?? honest
}

async function runHonestly(job: Job, call: Call): Promise<CosAnswer> {
  try {
    return await job.run(call)
  } catch (error) {
    return renderRefusal(error, call.request, call.requestId)
  }
}

function renderRefusal(error: unknown, head: RequestHead, requestId: string): CosAnswer {
  const { status, code, message } = readRefusal(error)
  const resource = `${head.headers['host'] ?? ''}${head.path}`
  return answerXml(status, renderError({ code, message, resource, requestId }))
}

/** HEAD answers with the header of GET, `Content-Length` included, and no body: nothing of it can be endless. */
function dropBody({ headers, body, delivery, ...rest }: CosAnswer): CosAnswer {
  return {
    ...rest,
    headers: { ...headers, 'content-length': String(body.length) },
    body: new Uint8Array(),
    delivery: delivery.kind === 'endless' ? { kind: 'whole' } : delivery,
  }
}
