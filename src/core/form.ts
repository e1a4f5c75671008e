import type { Directives } from '../directives/parse.ts'
import { changeDirectives } from '../directives/query.ts'
import type { ImportRequest } from './asset.ts'
import { MattingError } from './errors.ts'
import { describeFormat } from './formats.ts'

/** Whether an import gives one URL: anything else is a module made of such imports. */
export function isPicture({ as, outputs }: Directives): boolean {
  return as === 'url' && outputs.length <= 1
}

/** The extension, without dot, that the picture of an import will have; undefined where only its bytes will tell. */
export function foreseeExtension({ task, outputs: [output] }: Directives): string | undefined {
  const format = output?.['format']
  if (format !== undefined) return describeFormat(format).extension
  return task.kind === 'matting' ? 'png' : undefined
}

/**
 * Refuses an import that gives more than one URL where only a URL has a meaning.
 *
 * @param place where the import stands, as messages say it: `a style sheet`
 * @throws MattingError `INVALID_DIRECTIVE`
 */
export function requireUrl({ directives, specifier, importer }: ImportRequest, place: string): void {
  if (isPicture(directives)) return
  const { as, outputs } = directives
  if (as === 'url') {
    const reason = `A list asks for ${outputs.length} pictures; expected one: ${place} takes a URL, no list.`
    throw new MattingError('INVALID_DIRECTIVE', reason, {
      ...{ specifier, importer },
      fix: 'Write one value, or import the photo in a module.',
    })
  }
  throw new MattingError(
    'INVALID_DIRECTIVE',
    `Directive \`as\`: received \`as=${as}\`, expected \`as=url\`: ${place} takes a URL, no object.`,
    { specifier, importer, fix: `Leave \`as=${as}\` out, or import the photo in a module.` },
  )
}

/**
 * The imports of single pictures that a module of several, or of metadata, is made of; in the order of its outputs. Lists
 * become their values; where a preset or the defaults say another form, `as=url` overrules them.
 *
 * @param specifier of the module
 */
export function listPictures(specifier: string, parse: (specifier: string) => ImportRequest): string[] {
  const { outputs } = parse(specifier).directives
  const names = [...new Set(outputs.flatMap(Object.keys))]
  const varying = names.filter((name) => new Set(outputs.map((output) => output[name])).size > 1)
  const singles = (outputs.length === 0 ? [{}] : outputs).map((output: Readonly<Record<string, string>>) => {
    const values = varying.map((name) => writeValue(name, output[name]))
    return changeDirectives(specifier, ['as', ...varying], values)
  })
  return singles.map((single) => (parse(single).directives.as === 'url' ? single : `${single}&as=url`))
}

/** A flag is the only directive that an output may lack while another has it. */
function writeValue(name: string, value: string | undefined): string {
  if (value === undefined) return `${name}=false`
  return value === '' ? name : `${name}=${encodeURIComponent(value)}`
}
