import type { LoaderContext } from 'webpack'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { type Session, SESSION } from './session.ts'

/** What the plugin adds to the context of loaders. */
interface SessionHolder {
  readonly [SESSION]?: Session
}

/**
 * Gives a module the bytes of its cut-out. As a pitching loader it answers before webpack reads the photo itself, which
 * would only fill webpack's file cache.
 */
export async function pitch(this: LoaderContext<unknown> & SessionHolder): Promise<Buffer> {
  this.addDependency(this.resourcePath)
  try {
    const session = this[SESSION] ?? refuse()
    const asset = await session.cut(this.resource, this.resourcePath)
    const { buffer, byteOffset, byteLength } = await asset.read()
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
