import { basename } from 'node:path'
import type { Compiler, ResolveData } from 'webpack'
import { isMattingError } from '../../core/errors.ts'
import { isPicture } from '../../core/form.ts'
import { LOADER_FILE } from './loader-path.ts'
import { readResource } from './remote.ts'
import type { Claim } from './request.ts'
import type { ModuleFactory } from './resolve.ts'

type CreateData = ResolveData['createData']
type Settings = NonNullable<CreateData['settings']>

/** File name where the project says none: `shoe-1f3a5c7e.png`. */
const FILENAME = '[name]-[contenthash:8][ext]'

/** What webpack takes for a name when nobody says one; the fragment came with 5.11x. */
const DEFAULT_FILENAME_RE = /^\[hash\]\[ext\]\[query\](?:\[fragment\])?$/

/** How a picture goes into the bundle: a type of module, and what its parser and generator are told. */
interface Form {
  readonly type: string
  readonly parser?: Settings['parser']
  /** Where the rules of the project have no say in it. */
  readonly generator?: Settings['generator']
}

const FILE: Form = { type: 'asset/resource' }
const ALWAYS_INLINE: Form = { type: 'asset', parser: { dataUrlCondition: () => true } }
const NEVER_INLINE: Form = { type: 'asset', parser: { dataUrlCondition: () => false } }

/** Types of module that emit a file, and so take a file name. */
const FILE_TYPES: ReadonlySet<string> = new Set(['asset', 'asset/resource'])

/** Loaders from before asset modules: they turn a picture into a module that emits it. */
const EMITTING_LOADER_RE = /[\\/](?:file|url)-loader[\\/]/

/** Whether the configuration names the files of all assets: `output.assetModuleFilename` or `module.generator`. */
export function namesAssets({ output, module }: Compiler['options']): boolean {
  const name = output.assetModuleFilename ?? ''
  const general = [module.generator['asset'], module.generator['asset/resource']]
  return (
    general.some((options) => options?.filename !== undefined) ||
    typeof name === 'function' ||
    (name !== '' && !DEFAULT_FILENAME_RE.test(name))
  )
}

/** What shaping a module needs. */
interface Mould {
  readonly factory: ModuleFactory
  /** Whether the configuration names the files of all assets. */
  readonly named: boolean
}

/** Finishes a claimed module, after the rules of the project have been applied to it. */
export async function shapeModule(data: CreateData, claim: Claim, mould: Mould): Promise<void> {
  const { outcome } = claim
  if (isMattingError(outcome) || isPicture(outcome.directives)) await shapeAsset(data, claim, mould)
  // What stats, messages and readable module ids show.
  data.userRequest = readResource(data.resource ?? '')
}

/** Makes a module an asset: type, inline limit, loaders and file name are those of the project's rules where they say one. */
async function shapeAsset(data: CreateData, claim: Claim, { factory, named }: Mould): Promise<void> {
  const { settings = {} } = data
  const form = chooseForm(data, claim)
  const { type, parser } = form
  const generator = form.generator ?? (named || !FILE_TYPES.has(type) ? settings.generator : nameFile(data))
  // webpack loads the code of a module type when a rule first asks for it, so that must be done for ours, too.
  await factory.hooks.prepareModuleType?.get(type)?.promise()
  Object.assign(data, {
    type,
    settings: { ...settings, type, parser, generator },
    parser: factory.getParser(type, parser),
    parserOptions: parser,
    generator: factory.getGenerator(type, generator),
    generatorOptions: generator,
    loaders: keepLoaders(data),
  } satisfies CreateData)
}

function chooseForm({ type = '', settings = {} }: CreateData, { outcome, facts }: Claim): Form {
  const query = isMattingError(outcome) ? new Map<string, string>() : outcome.bundlerQuery
  const isFile = query.has('no-inline') || query.has('url')
  if (query.has('inline')) return ALWAYS_INLINE
  if (type === 'asset/inline' && !isFile) return { type, parser: settings.parser }
  if (facts.url !== undefined) return { ...FILE, generator: pointTo(facts.url) }
  if (!isAsset(type)) return FILE
  return isFile ? NEVER_INLINE : { type, parser: settings.parser }
}

/** A picture that is served from elsewhere: webpack writes its address and no file. */
function pointTo(url: string): Settings['generator'] {
  return { emit: false, publicPath: '', filename: () => url }
}

function isAsset(type: string): boolean {
  return type.startsWith('asset')
}

/** A rule that makes its pictures no assets has loaders that make them modules: these are not run on a cut-out. */
function keepLoaders({ type = '', loaders = [] }: CreateData): CreateData['loaders'] {
  const own = loaders.filter(({ loader }) => basename(loader) === LOADER_FILE)
  return isAsset(type) ? loaders.filter(({ loader }) => !EMITTING_LOADER_RE.test(loader)) : own
}

function nameFile({ resource = '', settings = {} }: CreateData): Settings['generator'] {
  // webpack cuts the name of a file at a `#`.
  const filename = basename(resource).includes('#') ? '[contenthash:16][ext]' : FILENAME
  return { filename, ...settings.generator }
}
