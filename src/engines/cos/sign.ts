import type { ResolvedCosOptions } from './options.ts'
import type { HttpRequest } from './transport.ts'

/**
 * The headers of a request together with its signature, made by cos-nodejs-sdk-v5 and valid for 15 minutes. The SDK
 * takes a third of a second to load, so it is loaded when the first request is signed.
 */
export async function signHeaders(
  { secretId, secretKey, sessionToken }: ResolvedCosOptions,
  { method, path, headers }: Pick<HttpRequest, 'method' | 'path' | 'headers'>,
): Promise<Record<string, string>> {
  const { default: COS } = await import('cos-nodejs-sdk-v5')
  const authorization = COS.getAuthorization({
    SecretId: secretId,
    SecretKey: secretKey,
    Method: method,
    Pathname: path,
    Headers: { ...headers },
  })
  const signed = { ...headers, Authorization: authorization }
  // The token goes beside the signature, which its keys have made.
  return sessionToken === undefined ? signed : { ...signed, 'x-cos-security-token': sessionToken }
}
