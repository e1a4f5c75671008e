import type { StaticGetAuthorizationOptions } from 'cos-nodejs-sdk-v5'
import type { HttpRequest } from './transport.ts'

/** Keys that sign requests. */
export interface Keys {
  readonly secretId: string
  readonly secretKey: string
  /** Goes with temporary keys. */
  readonly sessionToken: string | undefined
}

/** What is signed. */
export interface Signable {
  readonly method: HttpRequest['method']
  /** Absolute, of characters that need no percent-encoding. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** The part of the SDK that signs; its own types know no HEAD. */
interface Signer {
  getAuthorization(request: Omit<StaticGetAuthorizationOptions, 'Method'> & { Method?: string }): string
}

/**
 * The headers of a request together with its signature over method, path, parameters and headers, made by
 * cos-nodejs-sdk-v5 and valid for 15 minutes. The SDK takes a third of a second to load, so it is loaded when the first
 * request is signed.
 *
 * @param time milliseconds since 1970 by the service's clock
 */
export async function signHeaders(
  { secretId, secretKey, sessionToken }: Keys,
  { method, path, query, headers }: Signable,
  time: number,
): Promise<Record<string, string>> {
  const { default: signer }: { default: Signer } = await import('cos-nodejs-sdk-v5')
  const authorization = signer.getAuthorization({
    SecretId: secretId,
    SecretKey: secretKey,
    Method: method,
    Pathname: path,
    Query: { ...query },
    Headers: { ...headers },
    SystemClockOffset: time - Date.now(),
  })
  const signed = { ...headers, Authorization: authorization }
  // The token goes beside the signature, which its keys have made.
  return sessionToken === undefined ? signed : { ...signed, 'x-cos-security-token': sessionToken }
}
