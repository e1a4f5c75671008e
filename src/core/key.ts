import { sha256 } from './hash.ts'

/** Raised when the meaning of a key or the form of a record changes. */
const SCHEMA = 1

/** All that decides the bytes of a cut-out. */
export interface KeyParts {
  readonly engine: { readonly name: string; readonly version: string }
  /** Hex sha256 of the photo's file. */
  readonly source: string
  /** Directives in their canonical form. */
  readonly directives: string
}

/** The content key of a cut-out: hex sha256. The same on every machine; nothing about paths, times or hosts is in it. */
export function createKey({ engine, source, directives }: KeyParts): string {
  return sha256(JSON.stringify([SCHEMA, engine.name, engine.version, source, directives]))
}
