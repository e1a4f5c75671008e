import type { LoaderContext } from 'webpack'
import { MARKED_TEXT_RE } from '../../directives/query.ts'
import { carrySpecifiers } from './specifier.ts'

/** Prepares style sheets for css-loader; see {@link carrySpecifiers}. */
export default function prepareStyles(
  this: LoaderContext<unknown>,
  css: string,
  ...rest: [sourceMap?: Parameters<LoaderContext<unknown>['callback']>[2], meta?: object]
): void {
  this.callback(null, MARKED_TEXT_RE.test(css) ? carrySpecifiers(css) : css, ...rest)
}
