import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describeCause, MattingError } from '../../core/errors.ts'
import { isRemote } from '../../directives/query.ts'
import { download } from '../../sources/download.ts'
import { findSpare, makeSpare } from '../../store/spare.ts'
import { sweepBeside } from '../../store/sweep.ts'

/** A model whose content is known. */
export interface Model {
  /** Absolute path, or an address. */
  readonly source: string
  /** Hex sha256 of its bytes. */
  readonly sha256: string
}

/** Where models are kept, and whether they may be fetched. */
export interface ModelStorage {
  readonly cache: false | { readonly dir: string; readonly readonly: boolean }
  /** Whether nothing may be asked of the network. */
  readonly offline: boolean
  /** Tells that a download begins. */
  announce(message: string): void
}

// The greatest file that protobuf can hold, and with it ONNX.
const MAX_BYTES = 2 * 1024 ** 3
/** Milliseconds for a download. */
const TIMEOUT = 30 * 60_000

/**
 * Hex sha256 of a model file, read piece by piece.
 *
 * @throws MattingError `ONNX_MODEL` when it can't be read
 */
export async function hashModel(file: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array)
  } catch (cause) {
    throw describeUnreadable(file, cause)
  }
  return hash.digest('hex')
}

/** A model that is not there, or can't be read. */
export function describeUnreadable(file: string, cause: unknown): MattingError {
  return new MattingError('ONNX_MODEL', `The model ${file} can't be read: ${describeCause(cause)}.`, {
    cause,
    fix: 'Correct `onnx.model`, relative to the root of the project; Git LFS files come with `git lfs pull`.',
  })
}

/**
 * The path of a model on this machine. One with an address is downloaded where it is not in the cache folder, and kept there
 * under its hash.
 *
 * @throws MattingError `ONNX_MODEL`, `SOURCE_DOWNLOAD`, or the signal's reason
 */
export async function findModel(
  { source, sha256 }: Model,
  storage: ModelStorage,
  signal: AbortSignal,
): Promise<string> {
  if (!isRemote(source)) return source
  const { cache, offline, announce } = storage
  const kept = await findKept(sha256, cache)
  if (kept !== undefined) return kept
  if (offline) throw refuseOffline(source)
  const file = nameKept(await chooseFolder(cache), sha256)
  announce(`downloading the model ${basename(new URL(source).pathname)} to ${dirname(file)}`)
  await sweepBeside(file)
  await fetchModel({ source, sha256 }, file, signal)
  return file
}

/** The path of a model that was downloaded before; undefined where it is not there, or is damaged. */
export async function findKept(sha256: string, cache: ModelStorage['cache']): Promise<string | undefined> {
  const dir = nameDir(cache)
  const spare = findSpare(dir)
  for (const folder of [...(cache === false ? [] : [dir]), ...(spare === undefined ? [] : [spare])]) {
    const file = nameKept(folder, sha256)
    if ((await isThere(file)) && (await hashModel(file)) === sha256) return file
  }
  return undefined
}

/** Where a model can be kept: the cache folder, or one of this process where that is not to be written. */
async function chooseFolder(cache: ModelStorage['cache']): Promise<string> {
  const dir = nameDir(cache)
  if (cache !== false && !cache.readonly && (await canWrite(join(dir, MODELS)))) return dir
  const spare = makeSpare(dir)
  await mkdir(join(spare, MODELS), { recursive: true })
  return spare
}

/** Folder of the models, in that of the cache. */
const MODELS = 'models'

/** The cache folder, or what stands for having none. */
function nameDir(cache: ModelStorage['cache']): string {
  return cache === false ? MODELS : cache.dir
}

function nameKept(dir: string, sha256: string): string {
  return join(dir, MODELS, `${sha256}.onnx`)
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function canWrite(dir: string): Promise<boolean> {
  return mkdir(dir, { recursive: true })
    .then(() => access(dir, constants.W_OK))
    .then(
      () => true,
      () => false,
    )
}

/** Written under another name, hashed on the way, and renamed when it is what was asked for. */
async function fetchModel(model: Model, file: string, signal: AbortSignal): Promise<void> {
  const temporary = `${file}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`
  try {
    const found = await writeDownload(model.source, temporary, signal)
    if (found !== model.sha256) throw refuseOther(model.source, found, model.sha256)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** @returns hex sha256 of what came */
async function writeDownload(url: string, file: string, signal: AbortSignal): Promise<string> {
  const fix = 'Look whether the address is right; or download the model by hand and set `onnx.model` to its path.'
  const hash = createHash('sha256')
  const handle = await open(file, 'wx')
  try {
    for await (const chunk of download({ url, what: 'model', maxBytes: MAX_BYTES, timeout: TIMEOUT, fix }, signal)) {
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
  } finally {
    await handle.close()
  }
  return hash.digest('hex')
}

/** A model with other content than was asked for. It is never run. */
export function refuseOther(source: string, found: string, expected: string): MattingError {
  const name = source.replace(/\?.*/s, '').replace(/\/\/[^/]*@/, '//')
  return new MattingError('ONNX_MODEL', `The model ${name} has SHA-256 ${found}, expected ${expected}.`, {
    fix: 'Where the other model is meant, set `onnx.sha256` to its hash; else restore the right one.',
  })
}

function refuseOffline(source: string): MattingError {
  const name = source.replace(/\?.*/s, '').replace(/\/\/[^/]*@/, '//')
  return new MattingError(
    'ONNX_MODEL',
    `The model ${name} is not in the cache folder, and mode "offline" sends nothing.`,
    {
      fix: 'Build once with the network, or set `onnx.model` to the path of a copy.',
    },
  )
}
