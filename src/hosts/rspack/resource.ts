import { dirname, join, relative } from 'node:path'
import { isRemote } from '../../directives/query.ts'

/**
 * How a module goes into the bundle: as the rules of the project say; always inline; never inline; as an address elsewhere; as
 * code; as nothing.
 */
export type Form = 'picture' | 'inline' | 'file' | 'address' | 'code' | 'nothing'

/** What the resource of a module of ours says. */
interface Resource {
  readonly form: Form
  /** Absolute path that the module is taken to have: rules and file names go by it. */
  readonly path: string
  /** Absolute path of the photo, or its address. */
  readonly photo: string
  /** The query of the import, with its question mark. */
  readonly query: string
}

/** In the fragment of a resource, which no rule of a project asks for: all else is as with a picture in the project. */
const TAG = 'matting-'

const RESOURCE_RE = new RegExp(`^(.*?)#${TAG}([a-z]+):(.*)$`, 's')

/** The resource of a module of ours: its identity. The same import gives the same one in every folder and on every machine. */
export function writeResource({ form, path, photo, query }: Resource): string {
  // Rspack would end the name of a file at such a mark.
  const name = path.replace(/[#?]/g, '_')
  const source = isRemote(photo) ? photo : relative(dirname(name), photo)
  return `${name}#${TAG}${form}:${source}${query}`
}

/** The specifier behind a resource of ours: absolute path or address of the photo, and the query. */
export function readResource(resource: string): string {
  const [, path = '', , source = ''] = RESOURCE_RE.exec(resource) ?? []
  return isRemote(source) ? source : join(dirname(path), source)
}

/** How the module of a resource goes into the bundle. */
export function readForm(resource: string): string | undefined {
  return RESOURCE_RE.exec(resource)?.[2]
}

/** A resource in the parts that Rspack's hook of a scheme is to set. */
export function splitResource(resource: string): Readonly<Record<'resource' | 'path' | 'query' | 'fragment', string>> {
  const at = resource.indexOf(`#${TAG}`)
  return { resource, path: resource.slice(0, at), query: '', fragment: resource.slice(at) }
}

/** What the fragment of modules of these forms matches; of all without any. */
export function matchForms(...forms: readonly Form[]): RegExp {
  return new RegExp(`^#${TAG}(?:${forms.join('|') || '[a-z]+'}):`)
}
