import { blankScriptComments } from './comments.ts'
import { findLiterals } from './literals.ts'
import type { Mention } from './mention.ts'

/** Finds the literals with a marker in JavaScript or TypeScript, JSX included. Templates with expressions are left out. */
export function findInScript(code: string): Mention[] {
  return findLiterals(blankScriptComments(code)).map((literal) => ({ ...literal, place: 'script' }))
}
