import type { Compilation, ResolveData } from 'webpack'
import { decodePath, splitSpecifier } from '../../directives/query.ts'

/** webpack's factory of modules. */
export type ModuleFactory = Compilation['params']['normalModuleFactory']

/** A photo found, `false` where the configuration says that the import stands for nothing, or why it was not found. */
export type Resolution = { readonly path: string } | false | Error

/**
 * Finds the photo of an import the way webpack would: aliases, packages, resolver plugins and the kind of reference
 * count. What was looked at becomes a dependency of the import, so that watch mode sees a missing photo appear.
 */
export async function resolvePhoto(factory: ModuleFactory, data: ResolveData): Promise<Resolution> {
  const request = escapeHashes(data.request)
  const found = await resolve(factory, data, request)
  if (!(found instanceof Error)) return found
  const decoded = decodeRequest(request)
  if (decoded === request) return found
  const second = await resolve(factory, data, decoded)
  return second instanceof Error ? found : second
}

function resolve(factory: ModuleFactory, data: ResolveData, request: string): Promise<Resolution> {
  const { contextInfo, context, fileDependencies, missingDependencies, contextDependencies } = data
  const options = data.dependencyType
    ? { ...data.resolveOptions, dependencyType: data.dependencyType }
    : data.resolveOptions
  const looked = { fileDependencies, missingDependencies, contextDependencies }
  return new Promise((done) => {
    const resolver = factory.getResolver('normal', options)
    factory.resolveResource(contextInfo, context, request, resolver, looked, (error, _resource, found) => {
      if (error) return done(error)
      done(found?.path ? { path: found.path } : false)
    })
  })
}

/** A `#` before the query is part of a file name, not the start of a fragment; in front it names an import of the package. */
function escapeHashes(request: string): string {
  const { path } = splitSpecifier(request)
  return path.replace(/(?<!^|\0)#/g, '\0#') + request.slice(path.length)
}

/** URLs in HTML and CSS may be percent-encoded: `my%20shoe.jpg`. */
function decodeRequest(request: string): string {
  const { path } = splitSpecifier(request)
  return decodePath(path) + request.slice(path.length)
}
