import { join, resolve } from 'node:path'
import type { ResolvedUserConfig } from '@farmfe/core'
import { splitSpecifier } from '../../directives/query.ts'

/** Where a plugin instance works. */
export interface Site {
  /** Absolute path of the project. */
  readonly root: string
  /** Absolute path of the folder that holds pictures for Farm to read, beside Farm's own cache. */
  readonly folder: string
  /** Whether further builds may follow: dev servers and watch mode. */
  readonly isWatching: boolean
  /** Whether names of assets change with what is in them. */
  readonly hashesNames: boolean
}

const HASH_RE = /\[(?:contentHash|hash)\]/i

/** Reads a config. */
export function describeSite({ root = process.cwd(), compilation }: ResolvedUserConfig): Site {
  const { mode, watch, output } = compilation ?? {}
  return {
    root,
    // No folder of our own cache: its place may differ between machines, and names of assets follow from it.
    folder: join(root, 'node_modules/.farm/unplugin-matting'),
    isWatching: mode === 'development' || Boolean(watch),
    hashesNames: HASH_RE.test(output?.assetsFilename ?? ''),
  }
}

/** The absolute path of a module, by the id that Farm calls it: relative to the root, with a query. */
export function toFile({ root }: Site, id: string): string {
  return resolve(root, splitSpecifier(id).path)
}
