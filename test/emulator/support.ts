import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import COS from 'cos-nodejs-sdk-v5'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { createCosEmulator, type CosEmulator, type CosEmulatorOptions } from '../../src/emulator.ts'
import { defineEngine } from '../../src/engines/define.ts'

/** Cuts a disc out of the middle, in no time; pads as asked, and centring changes nothing. */
const discEngine = defineEngine({
  name: 'disc',
  version: '1',
  async cut(photo, { padding: { dx, dy } }) {
    const { data, width, height } = await photo.decode()
    const radius = Math.min(width, height) / 3
    const cut = data.map((value, at) => {
      const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)]
      return at % 4 === 3 && Math.hypot(x - width / 2, y - height / 2) > radius ? 0 : value
    })
    const image = sharp(cut, { raw: { width, height, channels: 4 } })
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const png = await image.extend({ left: dx, right: dx, top: dy, bottom: dy, background: clear }).png().toBuffer()
    return { png, paid: true }
  },
})

/** Starts an emulator for one test; it is closed when the test ends. */
export async function startEmulator(options: CosEmulatorOptions = {}): Promise<CosEmulator> {
  const emulator = await createCosEmulator({ engine: discEngine, ...options })
  onTestFinished(() => emulator.close())
  return emulator
}

/** A plain photo. */
export function makePhoto(
  width = 64,
  height = 48,
  format: 'jpeg' | 'png' | 'webp' = 'jpeg',
  colour = '#a08162',
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .toFormat(format, { quality: 90 })
    .toBuffer()
}

/**
 * The vendor's client, pointed at the emulator. The host on the wire is that of the bucket.
 *
 * @param Sdk the version of the client
 */
export function connect(emulator: CosEmulator, options: COS.COSOptions = {}, Sdk: typeof COS = COS): COS {
  return new Sdk({
    SecretId: emulator.secretId,
    SecretKey: emulator.secretKey,
    Ip: new URL(emulator.url).host,
    Protocol: 'http:',
    ...options,
  })
}

export interface RawRequest {
  method?: string
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Uint8Array | undefined
  /** The request target, where it is not made of key and query. */
  target?: string
  /** Seconds the signature lives; the vendor's default is 900. */
  expires?: number
  /** What signs instead of the emulator's own keys; `false` for no signature. */
  keys?: { secretId?: string; secretKey?: string } | false
  /** Changes the header after it was signed. */
  tamper?: (headers: Record<string, string>) => Record<string, string>
  /** Sends the body without `Content-Length`. */
  chunked?: boolean
}

export interface RawAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
  text: string
}

/** Sends a request over plain HTTP, signed by the vendor's code. */
export function send(emulator: CosEmulator, raw: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = openRequest(emulator, raw, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const answered = response.headers as Record<string, string>
        resolve({ status: response.statusCode ?? 0, headers: answered, body: bytes, text: bytes.toString() })
      })
    })
    request.on('error', reject)
    request.end(raw.body)
  })
}

/** Sends a request and hangs up when so many bytes of the body have come: its beginning, and how many they were. */
export function sendUntil(
  emulator: CosEmulator,
  raw: RawRequest,
  limit: number,
): Promise<{ start: string; size: number }> {
  return new Promise((resolve, reject) => {
    const request = openRequest(emulator, raw, (response) => {
      let [start, size] = ['', 0]
      response.on('data', (chunk: Buffer) => {
        if (size === 0) start = chunk.toString()
        size += chunk.length
        if (size < limit) return
        request.destroy()
        resolve({ start, size })
      })
      response.on('end', () => reject(new Error(`the body ended after ${size} bytes`)))
    })
    request.on('error', reject)
    request.end(raw.body)
  })
}

function openRequest(emulator: CosEmulator, raw: RawRequest, take: (response: IncomingMessage) => void): ClientRequest {
  const { method = 'GET', key = 'a.jpg', query = {}, body, tamper = (headers) => headers } = raw
  const signed = { host: `${emulator.bucket}.cos.${emulator.region}.myqcloud.com`, ...raw.headers }
  const authorization: Record<string, string> =
    raw.keys === false ? {} : { authorization: signRequest(emulator, raw, signed) }
  const headers = tamper({ ...signed, ...authorization })
  if (body !== undefined && raw.chunked !== true) headers['content-length'] = String(body.length)
  const path = raw.target ?? `/${encodeKey(key)}${renderQuery(query)}`
  return httpRequest(emulator.url, { method, path, headers, agent: false }, take)
}

/** The code of an error answer. */
export function readCode(answer: RawAnswer): string | undefined {
  return /<Code>(.*)<\/Code>/.exec(answer.text)?.[1]
}

/** One line of `Pic-Operations`. */
export function writeRules(...rules: { fileid: string; rule?: string; bucket?: string }[]): string {
  return JSON.stringify({ rules: rules.map((rule) => ({ rule: 'ci-process=GoodsMatting', ...rule })) })
}

function signRequest(emulator: CosEmulator, raw: RawRequest, headers: Record<string, string>): string {
  const keys = raw.keys === false ? {} : raw.keys
  return COS.getAuthorization({
    SecretId: keys?.secretId ?? emulator.secretId,
    SecretKey: keys?.secretKey ?? emulator.secretKey,
    Method: (raw.method ?? 'GET') as COS.Method,
    Key: raw.key ?? 'a.jpg',
    Query: raw.query ?? {},
    Headers: headers,
    Expires: raw.expires ?? 900,
  })
}

function encodeKey(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/')
}

function renderQuery(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
