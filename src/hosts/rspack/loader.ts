import type { LoaderContext } from '@rspack/core'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { isMattingError, MattingError } from '../../core/errors.ts'
import { requireUrl } from '../../core/form.ts'
import { isRemote, splitSpecifier } from '../../directives/query.ts'
import { MAKE, type Session } from '../webpack/session.ts'
import { hideImports } from './addresses.ts'
import { readForm, readResource } from './resource.ts'
import { URL_ONLY } from './rules.ts'

/** What the plugin adds to the context of loaders. */
interface Maker {
  readonly [MAKE]?: Session['make']
}

/**
 * Gives a module the bytes of its picture, its address, or the code of a module of several. As a pitching loader it answers
 * before Rspack reads a file: there is none of that name.
 */
export async function pitch(this: LoaderContext<unknown> & Maker): Promise<Buffer | string> {
  if (readForm(this.resource) === 'nothing') return ''
  const { path: photo } = splitSpecifier(readResource(this.resource))
  if (!isRemote(photo)) this.addDependency(photo)
  try {
    refuseEmitters(this)
    const make = this[MAKE] ?? refuse()
    const made = await make(this.resource, photo, this.query === `?${URL_ONLY}` ? requirePicture : undefined)
    return typeof made === 'string' ? hideImports(made) : await readPicture(this, made)
  } catch (error) {
    // The message says what went wrong and where; with a stack, Rspack would print it twice.
    throw isMattingError(error) ? Object.assign(error, { stack: '' }) : error
  }
}

/** Loaders from before asset modules: they turn a picture into a module that emits it. */
const EMITTING_LOADER_RE = /[\\/](?:file|url)-loader[\\/]/

/** Where a rule with such a loader says no type, the code it gives would be emitted as the picture. */
function refuseEmitters({ loaders, _module: module, resource }: LoaderContext<unknown>): void {
  const emitter = loaders.find(({ path }) => EMITTING_LOADER_RE.test(path))
  if (emitter === undefined || !module.type.startsWith('asset')) return
  throw new MattingError('INVALID_CONFIG', 'A rule for pictures emits them by a loader, and says no type.', {
    specifier: readResource(resource),
    fix: "Give the rule the type 'asset/resource' and no loader; with the loader, the type 'javascript/auto'.",
  })
}

function requirePicture(request: ImportRequest): void {
  requireUrl(request, 'a `url()` of a style sheet or `new URL()`')
}

async function readPicture({ resource }: LoaderContext<unknown>, asset: Asset): Promise<Buffer> {
  const { buffer, byteOffset, byteLength } = await asset.read()
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  if (readForm(resource) !== 'address') return bytes
  return Buffer.from(asset.url ?? `data:${asset.type};base64,${bytes.toString('base64')}`)
}

function refuse(): never {
  throw new MattingError('USAGE', 'The loader of unplugin-matting runs with its plugin only.', {
    fix: "Add `matting()` of 'unplugin-matting/rspack' to `plugins`.",
  })
}
