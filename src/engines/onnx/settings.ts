import { MattingError } from '../../core/errors.ts'
import { isRemote } from '../../directives/query.ts'
import type { OnnxRuntime, ResolvedOnnxOptions } from '../../options/types.ts'
import { PRESETS, type Processing } from './presets.ts'

/** What the engine needs to know, checked. */
export interface OnnxSettings {
  /** Absolute path of the model, or its address. */
  readonly model: string
  /** What its SHA-256 has to be, hex in lower case; always known where `model` is an address. */
  readonly sha256: string | undefined
  readonly processing: Processing
  /** The runtime asked for; undefined where any will do. */
  readonly runtime: OnnxRuntime | undefined
}

/** Fields of the options that a preset stands for. */
const EXPLICIT = ['size', 'mean', 'std', 'output', 'activation'] as const
/** Those that have no default. */
const NEEDED = ['size', 'mean', 'std'] as const

/**
 * Checks what the fields of `onnx` say together.
 *
 * @throws MattingError `INVALID_OPTION`
 */
export function readSettings(onnx: ResolvedOnnxOptions): OnnxSettings {
  const { model, runtime } = onnx
  if (model === undefined) throw refuseMissing()
  const sha256 = onnx.sha256?.toLowerCase()
  if (isRemote(model) && sha256 === undefined) throw refuseUnsealed()
  return { model, sha256, processing: readProcessing(onnx), runtime }
}

function readProcessing(onnx: ResolvedOnnxOptions): Processing {
  const explicit = EXPLICIT.filter((name) => onnx[name] !== undefined)
  if (onnx.preset !== undefined) {
    if (explicit.length > 0) throw refuseBoth(onnx.preset, explicit)
    return PRESETS[onnx.preset]
  }
  const { size, mean, std, output = 0, activation = 'none' } = onnx
  if (size === undefined || mean === undefined || std === undefined) {
    throw refuseUnknown(NEEDED.filter((name) => onnx[name] === undefined))
  }
  const [width, height] = typeof size === 'number' ? [size, size] : size
  return { width, height, white: 'full', mean, std, output, activation }
}

function refuseMissing(): MattingError {
  return new MattingError(
    'INVALID_OPTION',
    'Engine "onnx" was asked for, but `onnx.model` (MATTING_ONNX_MODEL) is not set.',
    {
      fix: "Name a model, for example `onnx: { model: 'models/u2net.onnx', preset: 'u2net' }`.",
    },
  )
}

function refuseUnsealed(): MattingError {
  return new MattingError(
    'INVALID_OPTION',
    'Option `onnx.model` is an address, and `onnx.sha256` is not set: nobody could tell what is run.',
    {
      fix: 'Download the model once, look whether it is the right one, and set `onnx.sha256` to what `sha256sum model.onnx` prints (`shasum -a 256`, `certutil -hashfile model.onnx SHA256`).',
    },
  )
}

function refuseBoth(preset: string, explicit: readonly string[]): MattingError {
  return new MattingError(
    'INVALID_OPTION',
    `Option \`onnx.preset\` is \`'${preset}'\`, which stands for ${list(explicit)} too.`,
    {
      fix: 'Leave the preset out, or what it stands for.',
    },
  )
}

function refuseUnknown(missing: readonly string[]): MattingError {
  return new MattingError(
    'INVALID_OPTION',
    `Engine "onnx" does not know what the model takes: ${list(missing)} is not set.`,
    {
      fix: `Set \`onnx.preset\` (${Object.keys(PRESETS).join(', ')}), or \`size\`, \`mean\` and \`std\` as the model was trained with.`,
    },
  )
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`onnx.${name}\``).join(', ')
}
