import { isIPv4 } from 'node:net'
import { refuse } from './errors.ts'

const COS_HOST_RE = /^[a-z\d-]+\.cos\.[a-z\d-]+\.myqcloud\.com$/

/** Whether a host name or address stays on this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

/**
 * Checks the `Host` header: the bucket's own name, or a loopback address (then the one bucket is meant). The port is
 * of no account.
 *
 * @param expected `<bucket>.cos.<region>.myqcloud.com`
 */
export function checkHost(header: string | undefined, expected: string): void {
  const host = (header ?? '').toLowerCase().replace(/:\d+$/, '')
  if (host === expected || isLoopback(host.replace(/^\[(.*)\]$/, '$1'))) return
  throw refuse(COS_HOST_RE.test(host) ? 'NoSuchBucket' : 'InvalidHost')
}
