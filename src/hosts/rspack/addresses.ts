import { hasMarker } from '../../directives/query.ts'
import { carryAddress, carrySpecifiers } from '../webpack/specifier.ts'

/** Code that may import a remote photo. Rspack compares sources with it by itself; only what matches is handed to a loader. */
export const ADDRESS_RE: RegExp = /https?:\/\/[^\s"'`()]*[?&](?:matting|cos)(?:[&=#"'`)\s]|$)/

/** Sources that can import a photo by its address. */
export const SCRIPT_RE: RegExp = /\.[cm]?[jt]sx?$/
export const STYLE_RE: RegExp = /\.(?:css|s[ac]ss|less|styl|stylus)$/

/** An address as the source of an import, a `require()` or a `new URL()`. */
const IMPORT_RE =
  /(\b(?:from|import|require|new\s+URL)\s*\(?\s*(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*)(["'`])(https?:\/\/(?:(?!\2)[^\s\\])+)\2/g

/**
 * Hides the addresses of remote photos that code imports in requests of another kind: to the web, Rspack calls every address
 * external.
 */
export function hideImports(code: string): string {
  return code.replace(IMPORT_RE, (text, start: string, quote: string, address: string) =>
    hasMarker(address) ? start + quote + carryAddress(address) + quote : text,
  )
}

/**
 * Hides those of a style sheet; css-loader leaves addresses alone, too.
 *
 * @param carry gives what stands for the specifier of a remote photo
 */
export function hideUrls(css: string, carry: (specifier: string) => string): string {
  return ADDRESS_RE.test(css) ? carrySpecifiers(css, carry) : css
}
