import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeCause, MattingError } from '../../core/errors.ts'
import { isObject } from '../../core/is-object.ts'
import type { OnnxRuntime } from '../../options/types.ts'

/** Numbers with a shape, as both runtimes have them. */
export interface RuntimeTensor {
  /** `float32`, `float16`, … */
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
}

/** What a model says of an input or output; `shape` has names for sizes that are free. Older runtimes don't tell. */
export interface ValueInfo {
  readonly name: string
  readonly type?: string | undefined
  readonly shape?: readonly (number | string)[] | undefined
}

/** A model that is loaded. */
export interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly inputMetadata?: readonly ValueInfo[] | undefined
  run(feeds: Readonly<Record<string, RuntimeTensor>>): Promise<Readonly<Record<string, RuntimeTensor>>>
}

/** What is used of `onnxruntime-common`, which both packages give: https://onnxruntime.ai/docs/api/js */
export interface Runtime {
  readonly env: { logLevel?: string; readonly wasm: { numThreads?: number } }
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => RuntimeTensor
  readonly InferenceSession: {
    create(model: Uint8Array, options: { readonly executionProviders: readonly string[] }): Promise<Session>
  }
}

/** A runtime as a package. */
interface RuntimePackage {
  readonly name: string
  /** Major version this was tested with. */
  readonly version: string
  /** Where it computes: the one place that gives the same everywhere. */
  readonly provider: string
}

/** In the order they are looked for. */
export const RUNTIMES: Readonly<Record<OnnxRuntime, RuntimePackage>> = {
  node: { name: 'onnxruntime-node', version: '1', provider: 'cpu' },
  web: { name: 'onnxruntime-web', version: '1', provider: 'wasm' },
}

const KINDS: readonly OnnxRuntime[] = ['node', 'web']
/** More threads gain little on networks of this kind, and the bundler wants some too. */
const MAX_THREADS = 8

/** A runtime that is installed. */
export interface FoundRuntime {
  readonly kind: OnnxRuntime
  /** Absolute path of its main module. */
  readonly file: string
}

/**
 * Finds a runtime: in the project, else where this package can see it.
 *
 * @param wanted the one asked for; undefined: the first that is there
 * @param places files whose packages are looked for
 * @throws MattingError `ONNX_RUNTIME`, which names the command that installs it
 */
export function findRuntime(
  wanted: OnnxRuntime | undefined,
  root: string,
  places: readonly string[] = [join(root, 'package.json'), import.meta.url],
): FoundRuntime {
  for (const kind of wanted === undefined ? KINDS : [wanted]) {
    for (const place of places) {
      const file = tryResolve(place, RUNTIMES[kind].name)
      if (file !== undefined) return { kind, file }
    }
  }
  throw refuseMissing(wanted, root)
}

/** Loads a runtime. @throws MattingError `ONNX_RUNTIME` when it can't be */
export async function loadRuntime({ kind, file }: FoundRuntime): Promise<Runtime> {
  const runtime = await importRuntime(file, RUNTIMES[kind].name)
  runtime.env.logLevel = 'error'
  if (kind === 'web') runtime.env.wasm.numThreads = Math.min(availableParallelism(), MAX_THREADS)
  return runtime
}

async function importRuntime(file: string, name: string): Promise<Runtime> {
  try {
    const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: unknown }
    const runtime = [loaded, loaded.default].find(isRuntime)
    if (runtime !== undefined) return runtime
    throw new Error('it has no InferenceSession')
  } catch (cause) {
    throw new MattingError('ONNX_RUNTIME', `${name} can't be loaded from ${file}: ${describeCause(cause)}`, {
      cause,
      fix: `Install it again, or set \`onnx.runtime\` to the other one (${KINDS.join(', ')}).`,
    })
  }
}

function isRuntime(value: unknown): value is Runtime {
  if (!isObject(value)) return false
  const session = value['InferenceSession']
  return typeof value['Tensor'] === 'function' && isMaker(session) && isObject(value['env'])
}

function isMaker(value: unknown): boolean {
  return typeof value === 'function' && 'create' in value && typeof value.create === 'function'
}

function tryResolve(place: string, name: string): string | undefined {
  try {
    return createRequire(place).resolve(name)
  } catch {
    return undefined
  }
}

function refuseMissing(wanted: OnnxRuntime | undefined, root: string): MattingError {
  const names = (wanted === undefined ? KINDS : [wanted]).map((kind) => RUNTIMES[kind].name)
  const [first = ''] = names
  const other =
    wanted === undefined ? ', which runs natively, or onnxruntime-web, which is half its size and slower' : ''
  return new MattingError(
    'ONNX_RUNTIME',
    `Engine "onnx" takes the package ${names.join(' or ')}, which ${root} has not installed.`,
    {
      fix: `npm install --save-dev ${first}@${RUNTIMES[wanted ?? 'node'].version}${other}`,
    },
  )
}
