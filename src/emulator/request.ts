import type { IncomingMessage } from 'node:http'
import { refuse } from './errors.ts'

/** One `name=value` of a query, decoded; a name without `=` has the value `''`. */
export type QueryPair = readonly [name: string, value: string]

/** What the request line and the header lines say. */
export interface RequestHead {
  /** Upper case. */
  readonly method: string
  /** Decoded, with its leading `/`. */
  readonly path: string
  /** In the order sent. */
  readonly query: readonly QueryPair[]
  /** By lower-case name; bytes are read as UTF-8. */
  readonly headers: Readonly<Record<string, string>>
}

/** A request, parsed. */
export interface CosRequest extends RequestHead {
  /** The path without its leading `/`. */
  readonly key: string
  readonly body: Uint8Array
}

/** Largest body kept, in bytes. The service takes 5 GB in one PUT; a stand-in has no use for that. */
const MAX_BODY = 256 * 1024 * 1024

/** Scheme and authority of an absolute-form target, which is what a client behind a proxy sends. */
const AUTHORITY_RE = /^https?:\/\/[^/?]*/i

/** Reads the head of a request. A target that can't be decoded keeps its raw path: the record shows what was sent. */
export function readHead(message: IncomingMessage): RequestHead {
  const target = (message.url ?? '/').replace(AUTHORITY_RE, '')
  const [rawPath = '', rawQuery = ''] = splitOnce(target, '?')
  return {
    method: (message.method ?? 'GET').toUpperCase(),
    path: decodeText(rawPath === '' ? '/' : rawPath) ?? rawPath,
    query: parseQuery(rawQuery),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, readUtf8(String(value))]),
    ),
  }
}

/** Reads the body (also a chunked one) and completes the request. */
export async function readRequest(message: IncomingMessage, head: RequestHead): Promise<CosRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    // What is too much is still read, or the client would see a broken connection instead of the answer.
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  if (size > MAX_BODY) throw refuse('EntityTooLarge', `The emulator takes bodies of at most ${MAX_BODY} bytes.`)
  return { ...head, key: head.path.slice(1), body: Buffer.concat(chunks) }
}

/** Refuses a target with broken percent escapes. */
export function checkTarget(message: IncomingMessage): void {
  if (decodeText(message.url ?? '/') === undefined) throw refuse('InvalidURI')
}

/** Parses a query. `+` stays a plus: every SDK writes a space as `%20`. */
export function parseQuery(text: string): QueryPair[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', value = ''] = splitOnce(part, '=')
      return [decodeText(name) ?? name, decodeText(value) ?? value]
    })
}

/** The value of the first parameter of that name. */
export function findParameter(query: readonly QueryPair[], name: string): string | undefined {
  return query.find(([candidate]) => candidate === name)?.[1]
}

/** Cuts at the first `separator`; without one there is a single part. */
function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}

/** Node hands header bytes over as Latin-1. What is no UTF-8 loses its bytes here, so that no signature fits it. */
function readUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}

function decodeText(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
