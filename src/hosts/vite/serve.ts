import type { Environment } from 'vite'

/** The URL that modules and style sheets of a dev server give the page for an offer. */
export function writeDevUrl(environment: Environment, id: string, path: string): string {
  const { base, server } = environment.config
  // As Vite does for assets: another URL makes the page fetch an edited picture anew.
  const edited = environment.mode === 'dev' ? environment.moduleGraph.getModuleById(id)?.lastHMRTimestamp : undefined
  return `${server.origin ?? ''}${base}${path}${edited ? `?t=${edited}` : ''}`
}
