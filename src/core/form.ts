import { dropForm } from '../directives/query.ts'
import type { ImportRequest } from './asset.ts'
import { MattingError } from './errors.ts'

/**
 * Refuses an import that gives an object where only a URL has a meaning.
 *
 * @param place where the import stands, as messages say it: `a style sheet`
 * @throws MattingError `INVALID_DIRECTIVE`
 */
export function requireUrl({ directives, specifier, importer }: ImportRequest, place: string): void {
  if (directives.as === 'url') return
  throw new MattingError(
    'INVALID_DIRECTIVE',
    `Directive \`as\`: received \`as=${directives.as}\`, expected \`as=url\`: ${place} takes a URL, no object.`,
    { specifier, importer, fix: `Leave \`as=${directives.as}\` out, or import the photo in a module.` },
  )
}

/**
 * The same import as a picture: what the module of its metadata takes the URL from. `as` is dropped; where a preset or the
 * defaults say it too, `as=url` overrules them.
 */
export function writePictureSpecifier(specifier: string, parse: (specifier: string) => ImportRequest): string {
  const plain = dropForm(specifier)
  return parse(plain).directives.as === 'url' ? plain : `${plain}&as=url`
}
