import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'
import { refuse } from './errors.ts'
import { isLoopback } from '../core/loopback.ts'
import { MAX_PROCESSED } from './processing.ts'

/** Milliseconds a download may take, and redirects it may follow. */
const DEADLINE = 10_000
const MAX_REDIRECTS = 3

const SCHEME_RE = /^https?:\/\//i

/**
 * The address a `detect-url` stands for. The vendor's page shows it encoded three times and live clients encode it once,
 * so it is decoded until it begins like an address. The query was decoded once before.
 *
 * @throws MattingError `EMULATOR` with `InvalidArgument`
 */
export function decodeDetectUrl(value: string): string {
  let url = value
  for (let decoded = 1; decoded < 3 && !SCHEME_RE.test(url); decoded++) url = decodeOnce(url)
  if (SCHEME_RE.test(url) && URL.canParse(url)) return url
  throw refuse('InvalidArgument', `detect-url is "${value}", which is no http or https address.`)
}

/**
 * Downloads a picture from this machine. The service takes any public address; a stand-in that fetched what a request
 * names from anywhere would be a way into the networks around it.
 *
 * @throws MattingError `EMULATOR` with `ResourceDownloadFailed`
 */
export async function fetchPhoto(url: string, closed: AbortSignal): Promise<Uint8Array> {
  const signal = AbortSignal.any([closed, AbortSignal.timeout(DEADLINE)])
  try {
    return await follow(new URL(url), signal, MAX_REDIRECTS)
  } catch (cause) {
    throw refuse('ResourceDownloadFailed', `detect-url: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

async function follow(url: URL, signal: AbortSignal, redirects: number): Promise<Uint8Array> {
  if (!isLoopback(url.hostname)) {
    throw new Error(`the emulator downloads from this machine only, not from ${url.hostname}.`)
  }
  const answer = await request(url, signal)
  const { statusCode = 0, headers } = answer
  if (statusCode === 200) return readBounded(answer)
  answer.destroy()
  if (statusCode < 300 || statusCode > 399 || headers.location === undefined) throw new Error(`status ${statusCode}.`)
  if (redirects === 0) throw new Error(`more than ${MAX_REDIRECTS} redirects.`)
  return follow(new URL(headers.location, url), signal, redirects - 1)
}

function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? getHttps : getHttp
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal }, resolve).on('error', reject)
  })
}

async function readBounded(answer: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_PROCESSED) throw new Error(`the picture has more than ${MAX_PROCESSED} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
