import type { Layout } from './layout.ts'

/** A product to be cut out of a photo. */
export interface MattingTask {
  readonly kind: 'matting'
  readonly layout: Layout
}

/** A rule of Persistent Image Processing to be run over a picture. */
export interface RuleTask {
  readonly kind: 'rule'
  /** The rule itself, e.g. `imageView2/format/png` or `style/<name>`; names of the options are resolved. */
  readonly rule: string
}

/** What is to be made of a photo. */
export type Task = MattingTask | RuleTask

/** What an import gives, with the names and the meaning of imagetools: the URL, or something made of URL and size. */
export type ImportForm = 'url' | 'srcset' | 'img' | 'picture' | 'metadata'
