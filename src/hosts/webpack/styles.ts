import type { ResolveData } from 'webpack'

const CSS_LOADER_RE = /[\\/]css-loader[\\/]/

/**
 * Has our loader look at a style sheet before all others, where css-loader reads it: not by a rule, since those don't apply
 * to what css-loader imports itself.
 *
 * @param loader absolute path
 */
export function prepareStyles({ createData }: ResolveData, loader: string): void {
  const { loaders = [], request = '', resource = '' } = createData
  if (!loaders.some(readsUrls) || loaders.some((other) => other.loader === loader)) return
  Object.assign(createData, {
    loaders: [...loaders, { loader, options: undefined, ident: undefined, type: undefined }],
    // It is part of the module's identity, as the other loaders are.
    request: `${request.slice(0, request.length - resource.length)}${loader}!${resource}`,
  })
}

function readsUrls({ loader, options }: { loader: string; options?: unknown }): boolean {
  const isOff = typeof options === 'object' && options !== null && 'url' in options && options.url === false
  return CSS_LOADER_RE.test(loader) && !isOff
}
