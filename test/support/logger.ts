import type { Logger } from '../../src/core/types.ts'

/** A logger that remembers. */
export function createMemoryLogger(): Logger & { infos: string[]; warnings: string[] } {
  const infos: string[] = []
  const warnings: string[] = []
  return { infos, warnings, info: (message) => infos.push(message), warn: (message) => warnings.push(message) }
}
