import type { LoaderContext } from '@rspack/core'
import { MattingError } from '../../core/errors.ts'
import { carryAddress } from '../webpack/specifier.ts'
import { hideImports, hideUrls, STYLE_RE } from './addresses.ts'

type Context = LoaderContext<unknown>
type Rest = [sourceMap?: Parameters<Context['callback']>[2], meta?: object]

/** Prepares modules that import remote photos; see {@link hideImports} and {@link hideUrls}. */
export default function prepareAddresses(this: Context, source: string, ...rest: Rest): void {
  this.callback(null, STYLE_RE.test(this.resourcePath) ? prepareStyles(this, source) : hideImports(source), ...rest)
}

const CSS_LOADER_RE = /[\\/]css-loader[\\/]/

function prepareStyles({ loaders, resourcePath }: Context, css: string): string {
  const { options = {} } = loaders.find(({ path }) => CSS_LOADER_RE.test(path)) ?? {}
  if (isOff(options, 'url')) return css
  return hideUrls(css, isOff(options, 'esModule') ? (specifier) => refuse(specifier, resourcePath) : carryAddress)
}

function isOff(options: unknown, name: 'url' | 'esModule'): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, name) === false
}

function refuse(specifier: string, importer: string): never {
  const what = 'css-loader with `esModule: false` leaves remote photos alone.'
  const fix = "Take `esModule: false` out of css-loader's options, or keep a copy of the photo in the project."
  throw Object.assign(new MattingError('INVALID_CONFIG', what, { specifier, importer, fix }), { stack: '' })
}
