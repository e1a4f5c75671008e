/**
 * Types of imports that carry a marker. Add `"types": ["unplugin-matting/client"]` to tsconfig.json, or
 * `/// <reference types="unplugin-matting/client" />` to a file.
 *
 * TypeScript compares only the beginning and the end of a specifier, so what says the type stands last: the marker
 * (`./shoe.jpg?padding=20x10&matting`), a bare `&center`, or the form (`./shoe.jpg?matting&padding=20x10&as=metadata`).
 *
 * A rule of `?cos=` ends as the rule does. Either say the form, which works for every rule:
 *
 *     import hero from './hero.jpg?cos=imageView2/format/webp&as=url'
 *
 * or declare your own rules once, in a file without imports at its top:
 *
 *     declare module '*?cos=thumb' {
 *       const url: string
 *       export default url
 *     }
 */
declare module '*?matting' {
  /** URL of the picture. */
  const url: string
  export default url
}

declare module '*&matting' {
  /** URL of the picture. */
  const url: string
  export default url
}

declare module '*?matting&center' {
  /** URL of the picture. */
  const url: string
  export default url
}

declare module '*&center' {
  /** URL of the picture. */
  const url: string
  export default url
}

declare module '*&as=url' {
  /** URL of the picture. */
  const url: string
  export default url
}

declare module '*&as=srcset' {
  /** Value of the attribute `srcset`. */
  const srcset: string
  export default srcset
}

declare module '*&as=img' {
  /** Attributes for an `<img>`. */
  const img: import('unplugin-matting').ImgForm
  export default img
}

declare module '*&as=picture' {
  /** Sources and fallback for a `<picture>`. */
  const picture: import('unplugin-matting').PictureForm
  export default picture
}

declare module '*&as=metadata' {
  /** URL, size, format and bounding box of the picture; of rules also what the service told. */
  const metadata: import('unplugin-matting').Metadata
  export default metadata
}
