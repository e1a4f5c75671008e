import type { Compilation, ResolveData } from 'webpack'
import { splitSpecifier } from '../../directives/query.ts'

/** webpack's factory of modules. */
export type ModuleFactory = Compilation['params']['normalModuleFactory']

/** A photo found, `false` where the configuration says that the import stands for nothing, or why it was not found. */
export type Resolution = { readonly path: string } | false | Error

/**
 * Finds the photo of an import the way webpack would: aliases, packages, resolver plugins and the kind of reference
 * count. What was looked at becomes a dependency of the import, so that watch mode sees a missing photo appear.
 */
export async function resolvePhoto(factory: ModuleFactory, data: ResolveData): Promise<Resolution> {
  const found = await resolve(factory, data, data.request)
  if (!(found instanceof Error)) return found
  const decoded = decodePath(data.request)
  if (decoded === data.request) return found
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

/** URLs in HTML and CSS may be percent-encoded: `my%20shoe.jpg`. */
function decodePath(request: string): string {
  const { path } = splitSpecifier(request)
  try {
    return decodeURI(path) + request.slice(path.length)
  } catch {
    return request
  }
}
