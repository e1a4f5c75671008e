import { isAbsolute, relative } from 'node:path'
import type { ImportRequest } from '../core/asset.ts'
import { isMattingError } from '../core/errors.ts'
import type { Logger } from '../core/types.ts'
import { isScanned } from '../scan/files.ts'
import { toPosix } from '../scan/scan-project.ts'
import type { NamedImport } from './describe.ts'
import { hasSizes } from './forms.ts'
import { createRefresher } from './refresher.ts'
import type { TypesReport } from './write-types.ts'

/** What types are kept from: the part of a pipeline that sees imports, and its end. */
interface Pipeline {
  parse(specifier: string, importer?: string): ImportRequest
  compose(request: ImportRequest, photo: string, specifier: string): Promise<string>
  finish(): Promise<string | undefined>
  close(): Promise<void>
}

/** How types are kept. */
export interface KeepSetting {
  /** Absolute path of the project. */
  readonly root: string
  readonly logger: Logger
  write(others: readonly NamedImport[]): Promise<TypesReport>
}

/** Time without a new import after which a dev server writes types, in ms. */
const DELAY = 300

/**
 * Has a pipeline keep the types of its project up to date: they are written at the end of a build, and in between when its imports,
 * or the sizes of pictures that imports tell, are not what they were.
 */
export function keepTypes<T extends Pipeline>(pipeline: T, setting: KeepSetting): T {
  const others = new Map<string, NamedImport>()
  const told = new Set<string>()
  const known = new Map<string, string>()
  const refresher = createRefresher(() => writeAndTell(setting, [...others.values()], told), DELAY)
  const note = (topic: string, fact: string): void => {
    if (known.get(topic) === fact) return
    known.set(topic, fact)
    refresher.mark()
  }
  return {
    ...pipeline,
    parse(specifier, importer) {
      const request = pipeline.parse(specifier, importer)
      if (importer !== undefined) {
        const topic = `${importer}\n${specifier}`
        if (isUnseen(specifier, importer, setting.root)) others.set(topic, { specifier, file: importer })
        note(topic, '')
      }
      return request
    },
    async compose(request, photo, specifier) {
      const code = await pipeline.compose(request, photo, specifier)
      if (hasSizes(request.directives)) note(`${photo}\n${specifier}`, code)
      return code
    },
    async finish() {
      // A build that imports nothing has types, too.
      note('a build ended', '')
      await refresher.settle()
      return pipeline.finish()
    },
    async close() {
      await Promise.all([refresher.end(), pipeline.close()])
    },
  }
}

/** Whether no scan finds an import: its importer is virtual, or no file of the project. What an alias became is nobody's own. */
function isUnseen(specifier: string, importer: string, root: string): boolean {
  const [file = ''] = importer.split('?')
  if (isAbsolute(specifier) || /[\\/]node_modules[\\/]/.test(file)) return false
  return !isAbsolute(file) || !isScanned(toPosix(relative(root, file)))
}

/** Types are a by-product: what goes wrong with them is told, each thing once, and fails no build. */
async function writeAndTell(
  { logger, write }: KeepSetting,
  others: readonly NamedImport[],
  told: Set<string>,
): Promise<void> {
  const messages = await write(others).then(
    ({ problems }) => problems.map(({ message }) => message),
    (error: unknown) => [isMattingError(error) ? error.message : `The types can't be written: ${String(error)}`],
  )
  for (const message of messages.filter((each) => !told.has(each))) {
    told.add(message)
    logger.warn(message)
  }
}
