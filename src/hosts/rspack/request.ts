import { MARKER_RE } from '../../directives/query.ts'
import { findSpecifier } from '../webpack/specifier.ts'

/** The scheme that requests of ours are given: Rspack asks for modules of a scheme in hooks of that scheme alone. */
export const SCHEME = 'matting'

/** An import that was found, and who wrote it. */
export interface FoundImport {
  readonly specifier: string
  /** Folder of the importer. */
  readonly context: string
  /** Absolute path of the importer. */
  readonly issuer: string | undefined
}

/** A request as Rspack shows it before it looks for its module. */
interface Replaceable {
  request: string
  readonly context: string
  readonly contextInfo: { readonly issuer: string }
  /** Set when the module was found: the same requests are shown a second time. */
  readonly createData?: object | undefined
}

/** A style sheet that css-loader imports itself, with the loaders that it says and no others. */
const CSS_IMPORT_RE = /^-!.*[\\/]css-loader[\\/].*!/

/** What Rspack compares requests with by itself, without a call: those of ours, those carried for us, and those of css-loader. */
export const REQUEST_RE: RegExp = new RegExp(
  `${MARKER_RE.source}|^data:application/x-unplugin-matting,|${CSS_IMPORT_RE.source}`,
)

/**
 * Gives a request of ours our scheme. One with loaders of its own is left to them; but style sheets of css-loader are looked at
 * by ours.
 *
 * @param addressLoader absolute path
 */
export function replaceRequest(data: Replaceable, addressLoader: string): void {
  if (data.createData !== undefined) return
  const specifier = findSpecifier(data.request)
  if (specifier === undefined) return addLoader(data, addressLoader)
  data.request = writeRequest({ specifier, context: data.context, issuer: data.contextInfo.issuer || undefined })
}

function addLoader(data: Replaceable, loader: string): void {
  if (!CSS_IMPORT_RE.test(data.request) || data.request.includes(loader)) return
  const at = data.request.lastIndexOf('!')
  data.request = `${data.request.slice(0, at)}!${loader}${data.request.slice(at)}`
}

/** Reads what {@link replaceRequest} wrote. */
export function readRequest(request: string): FoundImport {
  const [specifier = '', context = '', issuer] = JSON.parse(
    Buffer.from(request.slice(SCHEME.length + 1), 'base64url').toString(),
  ) as (string | undefined)[]
  return { specifier, context, issuer: issuer ?? undefined }
}

function writeRequest({ specifier, context, issuer }: FoundImport): string {
  return `${SCHEME}:${Buffer.from(JSON.stringify([specifier, context, issuer])).toString('base64url')}`
}
