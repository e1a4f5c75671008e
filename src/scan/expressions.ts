import { MARKED_TEXT_RE } from '../directives/query.ts'
import { EXPRESSION_RE } from './literals.ts'
import type { Mention } from './mention.ts'

/** A literal that begins with its query: the path is put before it elsewhere. */
const QUERY_ALONE_RE = /["'`]\?/

/** Finds lines in which something with a marker is put together at run time. */
export function findExpressions(text: string): Mention[] {
  let at = 0
  return text.split('\n').flatMap((line): Mention[] => {
    const start = at
    at += line.length + 1
    const isPutTogether = EXPRESSION_RE.test(line) || QUERY_ALONE_RE.test(line)
    return isPutTogether && MARKED_TEXT_RE.test(line) ? [{ specifier: line.trim(), at: start, place: 'script' }] : []
  })
}
