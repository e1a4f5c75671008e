import { basename } from 'node:path'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { isMattingError, type MattingError } from '../../core/errors.ts'
import { isPicture } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { createPipeline, type OpenMatting } from '../common/pipeline.ts'
import { NAME } from '../common/name.ts'
import { findRoot } from './root.ts'

/** Where the loader finds `make` of the session in its context. */
export const MAKE: unique symbol = Symbol.for('unplugin-matting.make')

/** What an import turned out to be. A query that can't be read is told when its module is built. */
export type Outcome = ImportRequest | MattingError

/** What the hooks of one compiler, its child compilers and the loader share. */
export interface Session {
  /** Begins a run. */
  start(): Promise<void>
  /** The pipeline; opened by the first call. */
  open(): Promise<Matting>
  /** Remembers an import under the resource it was resolved to, query included; of several importers the last. */
  remember(resource: string, outcome: Outcome): void
  /**
   * Makes the picture of a module, or the code of one that is made of several.
   *
   * @param resource as it was resolved, query included
   * @param file absolute path of the photo, where it is none of another place
   * @param check throws where the import has no meaning in its place
   */
  make(resource: string, file: string, check?: (request: ImportRequest) => void): Promise<Asset | string>
  /** Warnings since the last call. */
  takeWarnings(): string[]
  /** Completes a build, and tells what was cut since the last one. */
  report(): Promise<void>
  /** Gives up what is in flight. The next run begins anew. */
  close(): Promise<void>
}

/** A compiler of webpack or of Rspack, as far as a session needs one. */
export interface SessionCompiler {
  readonly context: string
  getInfrastructureLogger(name: string): { info(...args: unknown[]): void }
}

/** Gives the specifier behind the resource of a module: a path or an address, and the query. */
export type ReadResource = (resource: string) => string

/** Starts the session of a compiler. Nothing is opened yet. */
export function createSession(
  compiler: SessionCompiler,
  openMatting: OpenMatting,
  readResource: ReadResource,
): Session {
  const log = compiler.getInfrastructureLogger(NAME)
  const warnings: string[] = []
  const logger = {
    info: (message: string): void => log.info(message),
    // Stats show them, once; the infrastructure log would show them a second time.
    warn: (message: string): void => void warnings.push(message),
  }
  const pipeline = createPipeline(openMatting, () => ({ root: findRoot(compiler.context), logger }))
  const outcomes = new Map<string, Outcome>()
  return {
    start: pipeline.start,
    open: pipeline.open,
    remember: (resource, outcome) => void outcomes.set(resource, outcome),
    async make(resource, file, check) {
      const matting = await pipeline.open()
      const specifier = readResource(resource)
      const request = outcomes.get(resource) ?? matting.parse(specifier)
      if (isMattingError(request)) throw request
      check?.(request)
      return makeModule(matting, { request, specifier, file })
    },
    takeWarnings: () => warnings.splice(0),
    async report() {
      const summary = await pipeline.finish()
      if (summary !== undefined) log.info(summary)
    },
    close: pipeline.close,
  }
}

/** What a module is made of. */
interface ModuleParts {
  /** A module that the bundler brought back from its cache may not have been imported before our eyes: its resource says it all. */
  readonly request: ImportRequest
  readonly specifier: string
  readonly file: string
}

async function makeModule(matting: Matting, { request, specifier, file }: ModuleParts): Promise<Asset | string> {
  const isElsewhere = isRemote(specifier)
  const photo = isElsewhere ? request.path : file
  if (isPicture(request.directives)) return matting.cut(request, photo)
  const near = isElsewhere ? specifier : `./${basename(file)}${specifier.slice(specifier.indexOf('?'))}`
  return matting.compose(request, photo, near)
}
