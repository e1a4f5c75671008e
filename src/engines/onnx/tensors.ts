import { MattingError } from '../../core/errors.ts'
import type { OnnxActivation } from '../../options/types.ts'
import type { Field } from '../local/planes/field.ts'
import { exponential } from '../local/planes/functions.ts'
import type { Processing } from './presets.ts'
import type { RuntimeTensor } from './runtime.ts'

/** What a picture without any light is divided by. */
const LEAST_WHITE = 1e-6 * 255
/** A probability may be this far off, by rounding. */
const SLACK = 0.01

/** The colours (RGB, row-major, 0–255) as a model takes them: one plane per channel. */
export function toPlanes(colours: Uint8Array, { white, mean, std }: Processing): Float32Array {
  const area = colours.length / 3
  const planes = new Float32Array(colours.length)
  const full =
    white === 'full'
      ? 255
      : Math.max(
          LEAST_WHITE,
          colours.reduce((a, b) => Math.max(a, b), 0),
        )
  for (let c = 0; c < 3; c++) {
    const [offset, scale] = [mean[c] ?? 0, std[c] ?? 1]
    for (let i = 0; i < area; i++) planes[c * area + i] = ((colours[i * 3 + c] ?? 0) / full - offset) / scale
  }
  return planes
}

/**
 * The mask that a model gave, as probabilities.
 *
 * @throws MattingError `ONNX_MODEL` when it is no mask
 */
export function toProbability({ type, data, dims }: RuntimeTensor, activation: OnnxActivation): Field {
  if (!(data instanceof Float32Array)) throw refuseOutput(`has values of type ${type}, expected float32`)
  const { width, height } = readSize(dims)
  return { data: activate(data, activation), width, height, channels: 1 }
}

/** Of the shapes `[1, 1, h, w]`, `[1, h, w]`, `[h, w]`, `[1, h, w, 1]`. */
function readSize(dims: readonly number[]): { width: number; height: number } {
  const sides = dims.length === 4 && dims[3] === 1 ? dims.slice(0, 3) : dims
  const [height = 0, width = 0] = sides.slice(-2)
  const rest = sides.slice(0, -2).reduce((product, side) => product * side, 1)
  if (sides.length >= 2 && rest === 1 && width * height > 0) return { width, height }
  throw refuseOutput(`has the shape [${dims.join(', ')}], expected one mask: [1, 1, height, width]`)
}

function activate(values: Float32Array, activation: OnnxActivation): Float32Array {
  let [least, greatest] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) throw refuseOutput('has values that are no finite numbers')
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  switch (activation) {
    case 'sigmoid':
      return values.map((value) => 1 / (1 + exponential(-value)))
    case 'minmax': {
      const span = greatest - least
      return values.map((value) => (span === 0 ? 0 : (value - least) / span))
    }
    case 'none':
      if (least < -SLACK || greatest > 1 + SLACK) throw refuseRange(least, greatest)
      return values.map((value) => Math.min(1, Math.max(0, value)))
  }
}

function refuseRange(least: number, greatest: number): MattingError {
  return new MattingError(
    'ONNX_MODEL',
    `The output of the model has values from ${least.toPrecision(3)} to ${greatest.toPrecision(3)}, expected probabilities from 0 to 1.`,
    { fix: "Set `onnx.activation` to 'sigmoid' where these are logits, or to 'minmax'." },
  )
}

function refuseOutput(fault: string): MattingError {
  return new MattingError('ONNX_MODEL', `The output of the model ${fault}.`, {
    fix: 'Name the output that is the mask with `onnx.output`, or use a model that has one, in float32.',
  })
}
