import { MARKED_TEXT_RE } from '../directives/query.ts'
import { blankStyleComments } from './comments.ts'
import { findLiterals, isSpecifier } from './literals.ts'
import type { Mention } from './mention.ts'

const TEXT = '[^\'"()\\s]*'
const BARE_URL_RE = new RegExp(`\\burl\\((\\s*)(${TEXT}${MARKED_TEXT_RE.source}${TEXT})\\s*\\)`, 'g')

/** Finds the URLs with a marker in a style sheet: quoted ones anywhere (`image-set()`, variables), and those of `url()`. */
export function findInStyle(code: string): Mention[] {
  const css = blankStyleComments(code)
  const bare = [...css.matchAll(BARE_URL_RE)].flatMap(({ index, 1: space = '', 2: specifier = '' }) =>
    isSpecifier(specifier) ? [{ specifier, at: index + 'url('.length + space.length }] : [],
  )
  return [...findLiterals(css), ...bare].map((found) => ({ ...found, place: 'style' }))
}
