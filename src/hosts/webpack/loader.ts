import type { LoaderContext } from 'webpack'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { isRemote } from '../../directives/query.ts'
import { readResource } from './remote.ts'
import { MAKE, type Session } from './session.ts'

/** What the plugin adds to the context of loaders. */
interface Maker {
  readonly [MAKE]?: Session['make']
}

/**
 * Gives a module the bytes of its picture, or the code of a module of several. As a pitching loader it answers before webpack reads
 * the photo itself, which would only fill webpack's file cache.
 */
export async function pitch(this: LoaderContext<unknown> & Maker): Promise<Buffer | string> {
  if (!isRemote(readResource(this.resource))) this.addDependency(this.resourcePath)
  try {
    const make = this[MAKE] ?? refuse()
    const made = await make(this.resource, this.resourcePath)
    if (typeof made === 'string') return made
    const { buffer, byteOffset, byteLength } = await made.read()
    return Buffer.from(buffer, byteOffset, byteLength)
  } catch (error) {
    // The message says what went wrong and where; with a stack, webpack would print it twice.
    throw isMattingError(error) ? Object.assign(error, { stack: '' }) : error
  }
}

function refuse(): never {
  throw new MattingError('USAGE', 'The loader of unplugin-matting runs with its plugin only.', {
    fix: "Add `matting()` of 'unplugin-matting/webpack' to `plugins`.",
  })
}
