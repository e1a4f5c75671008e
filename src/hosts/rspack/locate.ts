import { extname, isAbsolute, join } from 'node:path'
import type { Compiler } from '@rspack/core'
import { decodePath, splitSpecifier } from '../../directives/query.ts'
import type { FoundImport } from './request.ts'

/** The absolute path of a photo, `false` where the configuration says that the import stands for nothing, or why it was not found. */
export type Location = string | false | Error

const STYLE_RE = /^\.(?:css|s[ac]ss|less|styl|stylus)$/

/** Kinds of reference, in the order they are tried: Rspack says of no import what kind it is. */
const KINDS = ['esm', 'commonjs', 'url']
const STYLE_KINDS = ['url', 'esm']

/**
 * Finds the photo of an import the way Rspack would: aliases, packages and tsconfig paths count. A relative path that leads
 * nowhere is given as it is, so that the photo's module is there and watches for it.
 */
export async function locatePhoto(compiler: Compiler, found: FoundImport): Promise<Location> {
  const { path } = splitSpecifier(found.specifier)
  const decoded = decodePath(path)
  const spellings = decoded === path ? [path] : [path, decoded]
  const kinds = STYLE_RE.test(extname(found.issuer ?? '')) ? STYLE_KINDS : KINDS
  const tries = spellings.flatMap((spelling) => kinds.map((kind) => ({ spelling, kind })))
  let failure: Error | undefined
  for (const { spelling, kind } of tries) {
    const location = await resolve(compiler, { kind, context: found.context, request: escapeHashes(spelling) })
    if (!(location instanceof Error)) return location
    failure ??= location
  }
  return findPlace(found.context, path) ?? failure ?? new Error(`"${path}" was not found.`)
}

interface Lookup {
  readonly kind: string
  readonly context: string
  readonly request: string
}

function resolve({ resolverFactory }: Compiler, { kind, context, request }: Lookup): Promise<Location> {
  const resolver = resolverFactory.get('normal', { dependencyType: kind })
  return new Promise((done) => {
    resolver.resolve({}, context, request, {}, (error, _text, found) => {
      done(error ?? (found ? found.path : false))
    })
  })
}

/** Where a path leads that needs no looking up. */
function findPlace(context: string, path: string): string | undefined {
  if (isAbsolute(path)) return path
  return /^\.\.?[\\/]/.test(path) ? join(context, path) : undefined
}

/** A `#` is part of a file name, not the start of a fragment; in front it names an import of the package. */
function escapeHashes(path: string): string {
  return path.replace(/(?!^)#/g, '\0#')
}
