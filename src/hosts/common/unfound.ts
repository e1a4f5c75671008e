import type { ImportRequest } from '../../core/asset.ts'
import { MattingError } from '../../core/errors.ts'

/** The error for an import whose photo is nowhere. */
export function reportUnfound({ path, specifier, importer }: ImportRequest): MattingError {
  return new MattingError('SOURCE_NOT_FOUND', `The photo "${path}" was not found.`, {
    specifier,
    importer,
    fix: 'Correct the path of the import; upper and lower case count, and aliases must be known to the bundler.',
  })
}
