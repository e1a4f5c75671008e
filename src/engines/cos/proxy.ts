import { isLoopback } from '../../core/loopback.ts'

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

/** Whether this Node can send requests through a proxy: from 22.21 and 24.5 on, told by the flag that came with it. */
export const CAN_PROXY: boolean = process.allowedNodeEnvironmentFlags.has('--use-env-proxy')

/** Names of the variables that ask for a proxy. */
export function listProxyVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return PROXY_VARIABLES.filter((name) => (env[name] ?? '') !== '')
}

/** What an agent is told of proxies: the environment, where it asks for one and the way leads off this machine. */
export function deriveProxy(endpoint: URL, env: NodeJS.ProcessEnv): { proxyEnv?: NodeJS.ProcessEnv } {
  if (isLoopback(endpoint.hostname) || listProxyVariables(env).length === 0) return {}
  return { proxyEnv: env }
}
