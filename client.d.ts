/**
 * Types of imports that carry the marker. Add `"types": ["unplugin-matting/client"]` to tsconfig.json, or
 * `/// <reference types="unplugin-matting/client" />` to a file.
 *
 * TypeScript matches only the beginning and the end of a specifier, so write the marker last:
 * `./shoe.jpg?padding=20x10&matting`. A bare `&center` may follow it too.
 */
declare module '*?matting' {
  /** URL of the cut-out, a hashed PNG. */
  const url: string
  export default url
}

declare module '*&matting' {
  /** URL of the cut-out, a hashed PNG. */
  const url: string
  export default url
}

declare module '*?matting&center' {
  /** URL of the cut-out, a hashed PNG. */
  const url: string
  export default url
}

declare module '*&center' {
  /** URL of the cut-out, a hashed PNG. */
  const url: string
  export default url
}
