/** File name where the project says none: `shoe-1f3a5c7e.png`. */
export const FILENAME = '[name]-[contenthash:8][ext]'

/** What webpack and Rspack take for a name when nobody says one; the fragment came with webpack 5.11x. */
const DEFAULT_FILENAME_RE = /^\[hash\]\[ext\]\[query\](?:\[fragment\])?$/

/** A configuration, as far as it names files. */
interface NamingOptions {
  readonly output: { readonly assetModuleFilename?: unknown }
  readonly module: { readonly generator?: object | undefined }
}

/** Whether the configuration names the files of all assets: `output.assetModuleFilename` or `module.generator`. */
export function namesAssets({ output, module }: NamingOptions): boolean {
  const name = output.assetModuleFilename ?? ''
  const generators = new Map<string, { readonly filename?: unknown }>(Object.entries(module.generator ?? {}))
  return (
    ['asset', 'asset/resource'].some((type) => generators.get(type)?.filename !== undefined) ||
    typeof name === 'function' ||
    (name !== '' && !DEFAULT_FILENAME_RE.test(String(name)))
  )
}
