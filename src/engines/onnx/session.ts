import { readFile } from 'node:fs/promises'
import { describeCause, MattingError } from '../../core/errors.ts'
import { sha256 } from '../../core/hash.ts'
import type { Field } from '../local/planes/field.ts'
import type { SegmentRequest } from './messages.ts'
import { describeUnreadable, refuseOther } from './model.ts'
import type { Processing } from './presets.ts'
import { findRuntime, loadRuntime, RUNTIMES, type Runtime, type Session, type ValueInfo } from './runtime.ts'
import { toPlanes, toProbability } from './tensors.ts'

/** A model at work: colours of the size that it takes (RGB, 0–255) in, probabilities out. */
export type Segment = (colours: Uint8Array) => Promise<Field>

/**
 * Loads a runtime and a model. The bytes that are run are the bytes that were hashed.
 *
 * @throws MattingError `ONNX_RUNTIME`, `ONNX_MODEL`
 */
export async function openSegment(request: Omit<SegmentRequest, 'colours'>): Promise<Segment> {
  const { root, kind, file, digest, processing } = request
  const found = findRuntime(kind, root)
  const runtime = await loadRuntime(found)
  const session = await openSession(runtime, await readModel(file, digest), {
    file,
    provider: RUNTIMES[found.kind].provider,
  })
  const output = findOutput(session, processing.output)
  const input = findInput(session, processing)
  const dims = [1, 3, processing.height, processing.width]
  return async (colours) => {
    const tensor = new runtime.Tensor('float32', toPlanes(colours, processing), dims)
    const outputs = await run(session, { [input]: tensor }, dims)
    const mask = outputs[output]
    if (mask === undefined) throw refuseModel(`gave no output \`${output}\``)
    return toProbability(mask, processing.activation)
  }
}

async function readModel(file: string, digest: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: unknown) => Promise.reject(describeUnreadable(file, cause)))
  const found = sha256(bytes)
  if (found !== digest) throw refuseOther(file, found, digest)
  return bytes
}

async function openSession(
  { InferenceSession }: Runtime,
  bytes: Uint8Array,
  { file, provider }: { file: string; provider: string },
): Promise<Session> {
  try {
    return await InferenceSession.create(bytes, { executionProviders: [provider] })
  } catch (cause) {
    throw new MattingError('ONNX_MODEL', `${file} is no model that the runtime can load: ${describeCause(cause)}`, {
      cause,
      fix: 'Use an ONNX file that holds its weights itself; look whether it was downloaded whole, and is no page about the model.',
    })
  }
}

/** @returns its name */
function findOutput({ outputNames }: Session, wanted: string | number): string {
  const name = typeof wanted === 'number' ? outputNames[wanted] : outputNames.find((known) => known === wanted)
  if (name !== undefined) return name
  const known = outputNames.map((known, i) => `\`${known}\` (${i})`).join(', ')
  throw new MattingError('ONNX_MODEL', `The model has no output \`${wanted}\`; it has ${known}.`, {
    fix: 'Correct `onnx.output`.',
  })
}

/** The one input, where it takes what is made for it. @returns its name */
function findInput({ inputNames, inputMetadata }: Session, { width, height }: Processing): string {
  const [name, ...others] = inputNames
  if (name === undefined || others.length > 0)
    throw refuseModel(`takes ${inputNames.length} inputs (${inputNames.join(', ')})`)
  const info = inputMetadata?.find((value) => value.name === name)
  if (info?.type !== undefined && info.type !== 'float32') throw refuseModel(`takes values of type ${info.type}`)
  if (info?.shape !== undefined && !takes(info.shape, [1, 3, height, width])) {
    throw refuseModel(`takes the shape [${info.shape.join(', ')}]`, [1, 3, height, width])
  }
  return name
}

/** Sizes that are free have names, or are below 1. */
function takes(shape: NonNullable<ValueInfo['shape']>, dims: readonly number[]): boolean {
  if (shape.length === 0) return true
  return (
    shape.length === dims.length && shape.every((side, i) => typeof side === 'string' || side < 1 || side === dims[i])
  )
}

async function run(
  session: Session,
  feeds: Parameters<Session['run']>[0],
  dims: readonly number[],
): ReturnType<Session['run']> {
  try {
    return await session.run(feeds)
  } catch (cause) {
    throw refuseModel(`fails: ${describeCause(cause)}`, dims)
  }
}

function refuseModel(fault: string, dims: readonly number[] = [1, 3]): MattingError {
  const expected = dims.length === 4 ? `[${dims.join(', ')}]` : '[1, 3, height, width]'
  return new MattingError('ONNX_MODEL', `The model ${fault}; expected one input of the shape ${expected}, float32.`, {
    fix: 'Set `onnx.preset`, or `onnx.size`, to what the model was exported with; or use another export of it.',
  })
}
