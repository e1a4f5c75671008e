import type { Layout } from '../../directives/layout.ts'

/** A result of a rule. */
export interface Picture {
  readonly bytes: Uint8Array
  /** sharp's name of the format: `jpeg`, `png`, `webp`, `gif`, `avif`. */
  readonly format: string
  /** Pixels. */
  readonly width: number
  /** Pixels. */
  readonly height: number
  /** 1 to 100; 100 for formats that lose nothing. */
  readonly quality: number
}

/** A rule, parsed: the product is cut out, or a picture is made another one. */
export type Rule =
  | { readonly operation: 'GoodsMatting'; readonly layout: Layout }
  | { readonly operation: 'ImageProcess'; readonly render: (source: Uint8Array) => Promise<Picture> }

/** A rule that can be one of a pipe. */
export type ImageRule = Extract<Rule, { operation: 'ImageProcess' }>

/** What a family of rules may need to parse one. */
export interface RuleContext {
  /** Stored styles: name to rule. */
  readonly styles: Readonly<Record<string, string>>
  /** Parses a rule that is part of another. */
  readonly parse: (text: string, context: RuleContext) => Rule
}

/** One family of rules. */
export interface RuleFamily {
  /** Whether a text is a rule of this family; the first family that says so parses it. */
  readonly fits: (text: string) => boolean
  /** @throws MattingError `EMULATOR` with the service's code for what the family does not have */
  readonly parse: (text: string, context: RuleContext) => Rule
}
