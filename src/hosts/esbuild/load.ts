import { basename, dirname } from 'node:path'
import type { BuildOptions, OnLoadArgs, OnLoadResult } from 'esbuild'
import { isPicture } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { chooseLoader, type Claim, findAddress, type Owner, REQUIRE_NAMESPACE } from './claim.ts'
import { toMessage } from './message.ts'

/** What loading a module needs. */
export interface LoadTools {
  readonly options: BuildOptions
  use(): Promise<Matting>
}

/** Gives a picture's bytes to the loader that emits or inlines it. */
export function loadPicture({ options, use }: LoadTools, args: OnLoadArgs): Promise<OnLoadResult> {
  return load(args, async ({ request, photo, asset: made }) => {
    const asset = made ?? (await (await use()).cut(request, photo))
    return { contents: await asset.read(), loader: chooseLoader(request, asset.name, options.loader) }
  })
}

/** Writes a module of code: what is made of several pictures, or one that is an address or has a name by now. */
export function loadModule({ use }: LoadTools, args: OnLoadArgs): Promise<OnLoadResult> {
  return load(args, async (claim) => {
    const { request, photo } = claim
    const matting = await use()
    const resolveDir = isRemote(photo) ? matting.options.root : dirname(photo)
    const near = writeNear(claim)
    if (!isPicture(request.directives)) {
      const contents = await matting.compose(request, photo, near)
      return { contents, resolveDir, pluginData: { claim } satisfies Owner }
    }
    const asset = await matting.cut(request, photo)
    const isRequired = args.namespace === REQUIRE_NAMESPACE
    const contents = writeModule({ near, address: findAddress(request, asset), isRequired })
    return { contents, resolveDir, pluginData: { claim: { ...claim, asset } } satisfies Owner }
  })
}

/** Failures are told at the import; whatever comes of it, watch mode looks at the photo. */
async function load(args: OnLoadArgs, make: (claim: Claim) => Promise<OnLoadResult>): Promise<OnLoadResult> {
  const claim = args.pluginData as Claim
  const watchFiles = isRemote(claim.photo) ? [] : [claim.photo]
  try {
    return { ...(await make(claim)), watchFiles }
  } catch (error) {
    return { errors: [toMessage(error)], watchFiles }
  }
}

/** What a module of one picture is made of. */
interface PictureModule {
  /** The import of the picture itself. */
  readonly near: string
  /** What stands for the picture. */
  readonly address: string | undefined
  readonly isRequired: boolean
}

function writeModule({ near, address, isRequired }: PictureModule): string {
  if (address !== undefined) return `${isRequired ? 'module.exports =' : 'export default'} ${JSON.stringify(address)}`
  const source = JSON.stringify(near)
  return isRequired ? `module.exports = require(${source})` : `export { default } from ${source}`
}

/** The import as a module beside the photo writes it. */
function writeNear({ request: { specifier, path }, photo }: Claim): string {
  if (isRemote(photo)) return specifier
  return `./${basename(photo)}${specifier.slice(path.length)}`
}
