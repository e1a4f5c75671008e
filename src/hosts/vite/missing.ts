import { basename } from 'node:path'
import { isMattingError } from '../../core/errors.ts'
import { decodePath, splitSpecifier } from '../../directives/query.ts'

/**
 * The photos that imports named and nobody found. Vite ties a module to files that exist, so nothing else connects such a photo to the
 * page that failed for want of it.
 */
export interface Missing {
  /** Looks for the photo of an import, and remembers it where there is none. */
  find<T>(specifier: string, look: () => Promise<T>): Promise<T>
  /**
   * Whether a file may be one of them. Names are compared, since an alias or a package decides where a photo would have been
   * found; where that is wrong, a page is loaded once too often.
   */
  has(file: string): boolean
}

/** Starts with none. */
export function createMissing(): Missing {
  const names = new Set<string>()
  return {
    async find(specifier, look) {
      try {
        return await look()
      } catch (error) {
        if (isMattingError(error) && error.code === 'SOURCE_NOT_FOUND') names.add(nameOf(specifier))
        throw error
      }
    },
    has: (file) => names.has(basename(file)),
  }
}

function nameOf(specifier: string): string {
  return basename(decodePath(splitSpecifier(specifier).path))
}
