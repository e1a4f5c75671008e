import type { LoaderContext } from 'webpack'
import { MattingError } from '../../core/errors.ts'
import { MARKED_TEXT_RE } from '../../directives/query.ts'
import { carryAddress, carrySpecifiers } from './specifier.ts'
import { WITHOUT_DATA } from './styles.ts'

type Context = LoaderContext<unknown>
type Rest = [sourceMap?: Parameters<Context['callback']>[2], meta?: object]

/** Prepares style sheets for css-loader; see {@link carrySpecifiers}. */
export default function prepareStyles(this: Context, css: string, ...rest: Rest): void {
  this.callback(null, MARKED_TEXT_RE.test(css) ? carrySpecifiers(css, chooseCarrier(this)) : css, ...rest)
}

function chooseCarrier({ query, resourcePath, _compiler: compiler }: Context): (specifier: string) => string {
  if (query !== `?${WITHOUT_DATA}`) return carryAddress
  // With that, css-loader hands on addresses of its own accord.
  if (compiler?.options.experiments.buildHttp) return (specifier) => specifier
  return (specifier) => refuse(specifier, resourcePath)
}

function refuse(specifier: string, importer: string): never {
  const what = 'css-loader with `esModule: false` leaves remote photos alone.'
  const fix = "Take `esModule: false` out of css-loader's options, or keep a copy of the photo in the project."
  throw Object.assign(new MattingError('INVALID_CONFIG', what, { specifier, importer, fix }), { stack: '' })
}
