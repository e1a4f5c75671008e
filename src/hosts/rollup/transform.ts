import type { SourceMap } from 'magic-string'
import { requireUrl } from '../../core/form.ts'
import { decodePath, isRemote, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { importLiterals, type PhotoLiteral } from './literals.ts'
import type { Resolver } from './locate.ts'
import { writeRemoteId } from './remote.ts'

/** What the transform needs of a plugin context. */
export interface TransformContext extends Resolver {
  parse(code: string, options?: object): unknown
}

/** Code of a module on its way. */
export interface ModuleCode {
  readonly code: string
  readonly id: string
}

/** How literals are found and read. */
export interface LiteralTools {
  /** Finds the literals that name photos in a syntax tree. */
  find(program: unknown): readonly PhotoLiteral[]
  use(): Promise<Matting>
}

/**
 * Makes imports of literals that name photos. Runs on JavaScript, behind the plugins that make it from something else.
 *
 * @returns undefined where there is nothing to do
 */
export async function importPhotos(
  context: TransformContext,
  { code, id }: ModuleCode,
  { find, use }: LiteralTools,
): Promise<{ code: string; map: SourceMap } | undefined> {
  const literals = find(tryParse(context, code))
  if (literals.length === 0) return undefined
  const { parse } = await use()
  for (const { kind, specifier } of literals) if (kind === 'url') requireUrl(parse(specifier, id), '`new URL()`')
  const imports = literals.map(async (literal) => ({
    ...literal,
    specifier: await writeSpecifier(context, literal.specifier, id),
  }))
  return importLiterals(code, await Promise.all(imports))
}

/** Code that no JavaScript parser reads belongs to a plugin still to come. */
function tryParse(context: TransformContext, code: string): unknown {
  try {
    return context.parse(code)
  } catch {
    return undefined
  }
}

/** A URL is relative also without `./`, and percent-encoded; an import is neither. Aliases and packages come first, as in Vite. */
async function writeSpecifier(context: TransformContext, specifier: string, id: string): Promise<string> {
  const { path } = splitSpecifier(specifier)
  if (isRemote(path)) return writeRemoteId(specifier)
  const plain = decodePath(path)
  const bare = !/^[./]/.test(plain) && (await context.resolve(plain, id, { skipSelf: true })) === null
  return (bare ? `./${plain}` : plain) + specifier.slice(path.length)
}
