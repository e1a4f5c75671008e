import type { ResolveData } from 'webpack'

const CSS_LOADER_RE = /[\\/]css-loader[\\/]/

/** Option of our loader: css-loader takes no data URIs, as with `esModule: false`. */
export const WITHOUT_DATA = 'without-data'

/**
 * Has our loader look at a style sheet before all others, where css-loader reads it: not by a rule, since those don't apply
 * to what css-loader imports itself.
 *
 * @param loader absolute path
 */
export function prepareStyles({ createData }: ResolveData, loader: string): void {
  const { loaders = [], request = '', resource = '' } = createData
  const reader = loaders.find((other) => CSS_LOADER_RE.test(other.loader))
  if (reader === undefined || isOff(reader, 'url') || loaders.some((other) => other.loader === loader)) return
  const options = isOff(reader, 'esModule') ? WITHOUT_DATA : undefined
  Object.assign(createData, {
    loaders: [...loaders, { loader, options, ident: undefined, type: undefined }],
    // It is part of the module's identity, as the other loaders are.
    request: `${request.slice(0, request.length - resource.length)}${loader}${options ? `?${options}` : ''}!${resource}`,
  })
}

function isOff({ options }: { options?: unknown }, name: 'url' | 'esModule'): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, name) === false
}
