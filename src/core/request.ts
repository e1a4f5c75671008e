import { type DirectiveProblem, parseDirectives, type Vocabulary } from '../directives/parse.ts'
import { splitSpecifier } from '../directives/query.ts'
import type { ImportRequest } from './asset.ts'
import { MattingError } from './errors.ts'

/**
 * Parses an import that carries the marker.
 *
 * @throws MattingError `INVALID_DIRECTIVE`, which names the import, the importer, the directive, what was received,
 * what is expected and the nearest known name
 */
export function parseRequest(specifier: string, importer: string | undefined, vocabulary: Vocabulary): ImportRequest {
  const { path, query } = splitSpecifier(specifier)
  const parsed = parseDirectives(query, vocabulary)
  if (!parsed.ok) throw describeProblem(parsed.problem, { specifier, importer })
  return { specifier, importer, path, directives: parsed.directives, bundlerQuery: parsed.bundlerQuery }
}

function describeProblem(
  { directive, received, expected, nearest }: DirectiveProblem,
  place: { specifier: string; importer: string | undefined },
): MattingError {
  const hint = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`
  return new MattingError(
    'INVALID_DIRECTIVE',
    `Directive \`${directive}\`: received \`${received}\`, expected ${expected}.${hint}`,
    { ...place, fix: nearest === undefined ? 'Correct the query of the import.' : `Write \`${nearest}\`.` },
  )
}
