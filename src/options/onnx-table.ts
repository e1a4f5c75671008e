import { isText, oneOf, type OptionRule, type OptionRules, textLike } from './rule.ts'
import type { OnnxActivation, OnnxPreset } from './types.ts'

const PRESETS: readonly OnnxPreset[] = ['u2net', 'isnet', 'birefnet', 'rmbg']
const ACTIVATIONS: readonly OnnxActivation[] = ['none', 'sigmoid', 'minmax']

// A larger input would take gigabytes for the activations of any model of this kind.
const MAX_SIDE = 4096

/** `onnx.…`; what the fields say together is checked where the model is opened. */
export const ONNX_RULES: OptionRules = {
  model: {
    expected: 'the path of an `.onnx` file below the root, or its `https://…` address',
    accepts: isText,
    fix: 'Write a path such as `models/u2net.onnx`, or an address with `onnx.sha256` beside it.',
    env: 'MATTING_ONNX_MODEL',
  },
  sha256: textLike(
    /^[\da-fA-F]{64}$/,
    'a SHA-256 in hex, 64 characters',
    'Copy it from where the model is published, or get it of a file you trust: `sha256sum model.onnx`.',
  ),
  preset: oneOf(...PRESETS),
  size: {
    expected: `pixels a side, 1 to ${MAX_SIDE}, or \`[width, height]\``,
    accepts: (value) => isSide(value) || (Array.isArray(value) && value.length === 2 && value.every(isSide)),
  },
  mean: channels('three numbers for red, green and blue, e.g. `[0.485, 0.456, 0.406]`', Number.isFinite),
  std: channels(
    'three numbers above 0 for red, green and blue, e.g. `[0.229, 0.224, 0.225]`',
    (value) => Number.isFinite(value) && Number(value) > 0,
  ),
  output: {
    expected: 'the name of an output of the model, or its number from 0',
    accepts: (value) => isText(value) || (Number.isInteger(value) && Number(value) >= 0),
  },
  activation: oneOf(...ACTIVATIONS),
  runtime: oneOf('node', 'web'),
}

function isSide(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_SIDE
}

function channels(expected: string, accepts: (value: unknown) => boolean): OptionRule {
  return { expected, accepts: (value) => Array.isArray(value) && value.length === 3 && value.every(accepts) }
}
