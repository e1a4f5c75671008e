import type { ResolveData } from 'webpack'
import { NAME } from '../common/name.ts'
import type { ModuleFactory } from './resolve.ts'

/**
 * In front of the address of a remote photo, as a module's resource. What begins with `https:` is asked for anew by
 * `experiments.buildHttp`.
 */
const PREFIX = 'matting+'

const SCHEMES = ['https', 'http'].map((scheme) => PREFIX + scheme)

/** The resource of a module whose photo is remote. */
export function writeResource(specifier: string): string {
  const [address = ''] = specifier.split('#')
  return PREFIX + address
}

/** The specifier behind the resource of a module. */
export function readResource(resource: string): string {
  return resource.startsWith(PREFIX) ? resource.slice(PREFIX.length) : resource
}

/** Tells webpack that remote photos need no finding. */
export function resolveRemote({ hooks, context }: ModuleFactory, findResource: (data: ResolveData) => string): void {
  for (const scheme of SCHEMES) {
    hooks.resolveForScheme.for(scheme).tap(NAME, (found, data) => {
      const resource = findResource(data)
      const [path = ''] = resource.split('?', 1)
      // What the module imports itself, its picture, is resolved from a folder.
      Object.assign(found, { resource, path, query: resource.slice(path.length), fragment: '', context })
      return true
    })
  }
}

/**
 * Hides an address from externals, which look at what was written: to targets with the web in them every address is one, and
 * to be left where it is.
 */
export function hideAddress(data: ResolveData): void {
  const request = { value: data.request }
  data.dependencies = data.dependencies.map((dependency): typeof dependency => Object.create(dependency, { request }))
}
