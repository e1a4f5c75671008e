import { hasMarker, MARKED_TEXT_RE } from '../directives/query.ts'

/** A text that names a photo, and where it begins. */
interface Literal {
  readonly specifier: string
  readonly at: number
}

/** What a specifier may be made of: no quotes, escapes or line breaks, so that one wrong quote before it never matters. */
const TEXT = '[^\'"`\\\\\\n]*'
const LITERAL_RE = new RegExp(`(['"\`])(${TEXT}${MARKED_TEXT_RE.source}${TEXT})\\1`, 'g')

/** Expressions of templates, and of Sass and Less: what they name is known to nobody but them. */
export const EXPRESSION_RE: RegExp = /[$#@]\{/

/** Finds the quoted texts that are specifiers with a marker. */
export function findLiterals(code: string): Literal[] {
  return [...code.matchAll(LITERAL_RE)].flatMap(({ index, 2: specifier = '' }) =>
    isSpecifier(specifier) ? [{ specifier, at: index + 1 }] : [],
  )
}

/** Whether a text is a specifier with a marker, and nothing in it is put in at run time. */
export function isSpecifier(text: string): boolean {
  return hasMarker(text) && !EXPRESSION_RE.test(text)
}
