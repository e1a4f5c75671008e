import { describeCause } from '../../../core/errors.ts'
import type { Finding } from '../../../core/finding.ts'
import { withDeadline } from '../deadline.ts'
import { CAN_PROXY, listProxyVariables } from '../proxy.ts'
import { createTransport } from '../transport.ts'
import { type Desk, findWrittenKey } from './probe.ts'

const CHECK = 'public address'
/** Milliseconds. */
const PATIENCE = 15_000

/** Whether browsers would get what lies in the bucket, by asking as they do for the text just written. */
export async function examinePublicUrl(desk: Desk): Promise<Finding> {
  const { publicUrl } = desk.settings
  if (publicUrl === undefined) return { check: CHECK, status: 'skipped', detail: '`cos.publicUrl` is not set' }
  const url = new URL(`${publicUrl}/${findWrittenKey(desk)}`)
  try {
    return describeStatus(await askUnsigned(url, desk.signal), url)
  } catch (error) {
    desk.signal.throwIfAborted()
    const why = describeCause(error)
    return {
      check: CHECK,
      status: 'fail',
      detail: `${url.origin} can't be reached: ${why}`,
      fix: 'Check `cos.publicUrl`, and that the domain is bound to the bucket or its CDN.',
    }
  }
}

/** Whether a proxy is asked for, and whether this Node can go by it. */
export function examineProxies({ env }: Desk): Finding {
  const variables = listProxyVariables(env)
  if (variables.length === 0) return { check: 'proxy', status: 'ok', detail: 'none is asked for by the environment' }
  const names = variables.join(', ')
  if (CAN_PROXY) return { check: 'proxy', status: 'ok', detail: `requests go by ${names} (and NO_PROXY)` }
  return {
    check: 'proxy',
    status: 'warn',
    detail: `${names} is set, and Node ${process.version} can't go by it`,
    fix: 'Use Node 22.21, 24.5 or newer behind a proxy, or a network that needs none.',
  }
}

async function askUnsigned(url: URL, signal: AbortSignal): Promise<number> {
  const transport = createTransport(url)
  const late = (): Error => new Error(`no answer within ${PATIENCE} ms`)
  const request = { method: 'HEAD', path: url.pathname, headers: { Host: url.host }, maxBytes: 0 } as const
  try {
    const { status } = await withDeadline({ timeout: PATIENCE, signal, late }, (attempt) =>
      transport.send(request, attempt.signal),
    )
    return status
  } finally {
    transport.close()
  }
}

function describeStatus(status: number, { origin }: URL): Finding {
  if (status === 200) return { check: CHECK, status: 'ok', detail: `${origin} serves what is in the bucket` }
  if (status === 404) {
    return {
      check: CHECK,
      status: 'fail',
      detail: `${origin} answers, but does not have what was just written to the bucket`,
      fix: 'Let `cos.publicUrl` lead to the bucket that keeps the results (`cos.resultBucket`, where it is set).',
    }
  }
  return {
    check: CHECK,
    status: 'fail',
    detail: `${origin} answers ${status} to a browser`,
    fix: 'Make the folder of results readable by everybody (public read), or let the CDN sign its requests to the bucket.',
  }
}
