import { inspect } from 'node:util'
import { expect } from 'vitest'
import { isMattingError, type MattingError } from '../../../src/core/errors.ts'
import {
  answer,
  createEngine,
  cutPlain,
  type RawServer,
  renderError,
  type Responder,
  SECRET_ID,
  SECRET_KEY,
  SESSION_TOKEN,
  startServer,
} from './setting.ts'

/** The error of a cut whose upload is answered by `respond`, and the server that did; the bucket has nothing. */
export async function failUpload(
  respond: Responder,
  options: { timeout?: number; retries?: number } = {},
): Promise<{ error: MattingError; server: RawServer }> {
  const server = await startServer((response, request, incoming) => {
    if (request.method === 'PUT') respond(response, request, incoming)
    else answer(response, 404, renderError('NoSuchKey', 'None.'))
  })
  return { error: await failAt(server.url, { retries: 0, ...options }), server }
}

export async function failAt(url: string, options: { timeout?: number; retries?: number } = {}): Promise<MattingError> {
  const engine = createEngine(url, options)
  const error: unknown = await cutPlain(engine).then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  )
  await engine.close?.()
  if (!isMattingError(error)) throw error
  expectNoSecrets(error)
  return error
}

/** Everything a logger could print of an error: all its properties, its causes, hidden ones included. */
function expectNoSecrets(error: MattingError): void {
  const shown = [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    error.stack,
    String(error),
  ].join('\n')
  for (const secret of [SECRET_ID, SECRET_KEY, SESSION_TOKEN]) expect(shown).not.toContain(secret)
  expect(shown).not.toMatch(/q-signature=(?!\*\*\*)/)
}

/** Answers with this status and body. */
export const send =
  (status: number, body: string | Buffer): Responder =>
  (response) =>
    answer(response, status, body)
