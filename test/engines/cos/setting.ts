// Loaded beforehand: it takes a third of a second, and some deadlines here are shorter.
import 'cos-nodejs-sdk-v5'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Server as NetServer } from 'node:net'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import type { CallJournal, Service, ServiceContext, ServiceResult } from '../../../src/core/service.ts'
import type { Engine, EngineImage } from '../../../src/core/types.ts'
import { type Layout, PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import type { Task } from '../../../src/directives/task.ts'
import { NO_ACCOUNTS } from '../../../src/engines/cos/no-accounts.ts'
import type { Clock } from '../../../src/engines/cos/clock.ts'
import { type CosSettings, createCosEngine, createCosService } from '../../../src/engines/cos/index.ts'
import { readPhoto } from '../../../src/raster/photo.ts'

export const BUCKET = 'examplebucket-1250000000'
export const REGION = 'ap-chengdu'
export const HOST = `${BUCKET}.cos.${REGION}.myqcloud.com`
export const SECRET_ID = 'AKIDtestSecretIdOfNobody0123456789'
export const SECRET_KEY = 'testSecretKeyOfNobody0123456789abc'
export const SESSION_TOKEN = 'testSessionTokenOfNobody0123456789'

/** A request as it came in, body read. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export type Responder = (response: ServerResponse, request: SeenRequest, incoming: IncomingMessage) => void

/** A loopback server that answers as told and remembers what it was asked; it is closed at the end of the test. */
export interface RawServer {
  readonly url: string
  readonly requests: SeenRequest[]
  count(method: string): number
}

export async function startServer(respond: Responder): Promise<RawServer> {
  const requests: SeenRequest[] = []
  const server = createServer((incoming, response) => {
    response.on('error', () => undefined)
    void readWhole(incoming).then((body) => {
      const { method = '', url = '', headers, rawHeaders } = incoming
      const seen = { method, url, headers, rawHeaders, body }
      requests.push(seen)
      respond(response, seen, incoming)
    })
  })
  const port = await listen(server)
  onTestFinished(() => closeServer(server))
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    count: (method) => requests.filter((request) => request.method === method).length,
  }
}

export async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

export function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => void server.close(() => resolve()))
}

async function readWhole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
  } catch {
    // The client went away; what it had sent is kept.
  }
  return Buffer.concat(chunks)
}

/** A bucket that makes `result` of every rule, and counts what a service would bill. */
export interface FakeBucket {
  /** By path. */
  readonly objects: Map<string, Buffer>
  readonly bills: string[]
  readonly respond: Responder
  /** Stores what a request brings and the results of its rules, and bills them, as the service does before it answers. */
  process(request: SeenRequest): string
}

export function createBucket(result: Buffer): FakeBucket {
  const objects = new Map<string, Buffer>()
  const bills: string[] = []
  const process = ({ method, url, headers, body }: SeenRequest): string => {
    if (method === 'PUT') objects.set(url, body)
    const operations = headers['pic-operations']
    if (operations === undefined) return ''
    const { rules } = JSON.parse(String(operations)) as { rules: { fileid: string }[] }
    for (const { fileid } of rules) {
      objects.set(fileid, result)
      bills.push(fileid)
    }
    return renderUploadResult(rules.map(({ fileid }) => fileid.slice(1)))
  }
  const respond: Responder = (response, request) => {
    const { method, url } = request
    if (method === 'PUT') return void answer(response, 200, process(request))
    const object = objects.get(url.replace(/\?.*/, ''))
    if (object === undefined) return void answer(response, 404, renderError('NoSuchKey', 'The key does not exist.'))
    if (method === 'POST') return void answer(response, 200, process(request))
    response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': object.length })
    response.end(method === 'HEAD' ? undefined : object)
  }
  return { objects, bills, respond, process }
}

export function answer(response: ServerResponse, status: number, body: string | Buffer): void {
  const length = Buffer.byteLength(body)
  response.writeHead(status, {
    'Content-Type': 'application/xml',
    'Content-Length': length,
    'x-cos-request-id': 'REQUEST-ID-1',
  })
  response.end(body)
}

export function renderError(code: string, message: string): string {
  return `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>REQUEST-ID-2</RequestId></Error>`
}

export function renderUploadResult(keys: readonly string[]): string {
  const objects = keys.map(
    (key) => `<Object><Key>${key}</Key><Location>${HOST}/${key}</Location><Size>1</Size><ETag>"x"</ETag></Object>`,
  )
  return `<UploadResult><OriginalInfo><Key>a</Key></OriginalInfo><ProcessResults>${objects.join('')}</ProcessResults></UploadResult>`
}

/** A small photo. */
export async function makeJpeg(width = 48, height = 40): Promise<Buffer> {
  const background = { r: 230, g: 200, b: 120 }
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

/** A small PNG with alpha. */
export async function makePng(width = 48, height = 40): Promise<Buffer> {
  const background = { r: 30, g: 90, b: 200, alpha: 0.5 }
  return sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer()
}

export async function makePhoto(name = 'shoe.jpg'): Promise<EngineImage> {
  return readPhoto(await makeJpeg(), name)
}

/** A clock that never waits, and remembers for how long it would have. */
export function createFastClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = []
  return {
    waits,
    now: () => performance.now(),
    time: () => Date.now(),
    async sleep(ms, signal) {
      signal.throwIfAborted()
      waits.push(ms)
    },
    random: () => 0.5,
  }
}

/** Settings of a service that reaches `endpoint`, with keys of its own. */
export function createSettings(endpoint: string, settings: Partial<CosSettings> = {}): CosSettings {
  return {
    bucket: BUCKET,
    region: REGION,
    secretId: SECRET_ID,
    secretKey: SECRET_KEY,
    sessionToken: SESSION_TOKEN,
    method: 'upload',
    prefix: 'matting/',
    endpoint,
    retries: 2,
    timeout: 5000,
    qps: 10_000,
    ...settings,
  }
}

/** A service that is closed at the end of the test. */
export function createService(
  endpoint: string,
  settings: Partial<CosSettings> = {},
  clock: Clock = createFastClock(),
): Service {
  const service = createCosService(createSettings(endpoint, settings), clock)
  onTestFinished(() => service.close())
  return service
}

export function createEngine(endpoint: string, settings: Partial<CosSettings> = {}, clock?: Clock): Engine {
  return createCosEngine(createService(endpoint, settings, clock))
}

/** A journal in memory. */
export function createJournal(): CallJournal & { readonly begun: Map<string, number> } {
  const begun = new Map<string, number>()
  return {
    begun,
    find: (picture) => begun.get(picture),
    begin: (picture) => void begun.set(picture, Date.now()),
    end: (picture) => void begun.delete(picture),
  }
}

export type TestContext = ServiceContext & { readonly warnings: string[] }

export function createContext(context: Partial<ServiceContext> = {}): TestContext {
  const warnings: string[] = []
  const { signal } = new AbortController()
  const warn = (message: string): void => void warnings.push(message)
  return { signal, ...NO_ACCOUNTS, journal: createJournal(), warn, warnings, ...context }
}

/** What is to be cut out, with some pixels around. */
export function matting(dx = 0, center = false): Task {
  const layout: Layout = { center, padding: { dx, dy: 0 } }
  return { kind: 'matting', layout }
}

export function rule(text: string): Task {
  return { kind: 'rule', rule: text }
}

/** All results of a run, in the order of the tasks; fails with the first that fails. */
export async function runAll(
  service: Service,
  tasks: readonly Task[],
  photo?: Parameters<Service['run']>[0],
  context: ServiceContext = createContext(),
): Promise<ServiceResult[]> {
  return Promise.all(service.run(photo ?? (await makePhoto()), tasks, context))
}

export async function cutPlain(
  engine: Engine,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ png: Uint8Array; paid?: boolean | undefined }> {
  return engine.cut(await makePhoto(), PLAIN_LAYOUT, { signal })
}
