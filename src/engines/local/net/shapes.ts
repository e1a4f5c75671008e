import type { Shape } from './tensor.ts'
import type { ConvolutionStep, Step } from './weights.ts'

/**
 * Shape of what a step makes of the values before it. Throws a `RangeError` where they do not suit it: then the graph is
 * wrong, or its stride is.
 */
export function inferShape(step: Step, values: readonly Shape[]): Shape {
  const from = valueAt(values, step.from)
  switch (step.op) {
    case 'conv':
      return convolvedShape(step, from)
    case 'add':
      return checkSum(from, valueAt(values, step.other))
    case 'concat':
      return joinedShape(from, valueAt(values, step.other))
    case 'double':
      return { ...from, width: from.width * 2, height: from.height * 2 }
    case 'mean':
      return { ...from, width: 1, height: 1 }
    case 'shuffle':
      return { channels: from.channels / 4, width: from.width * 2, height: from.height * 2 }
    case 'sigmoid':
      return from
  }
}

/** The values that a step reads. */
export function listSources(step: Step): readonly number[] {
  return 'other' in step ? [step.from, step.other] : [step.from]
}

/** Value `id` of a graph. */
export function valueAt<Value>(values: readonly Value[], id: number): Value {
  const value = values[id]
  if (value === undefined) throw new RangeError(`the network's graph names value ${id} before it is made`)
  return value
}

function convolvedShape({ shape, stride, groups }: ConvolutionStep, from: Shape): Shape {
  const [outputs, inputs] = shape
  if (inputs * groups !== from.channels) {
    throw new RangeError(`the network's graph filters ${inputs * groups} channels of ${describeShape(from)}`)
  }
  return { channels: outputs, width: Math.ceil(from.width / stride), height: Math.ceil(from.height / stride) }
}

/** `other` may also be a single pixel. */
function checkSum(from: Shape, other: Shape): Shape {
  const isPixel = other.width === 1 && other.height === 1
  if (from.channels !== other.channels || !(isPixel || isSameSize(from, other))) throw describeMismatch(from, other)
  return from
}

function joinedShape(from: Shape, other: Shape): Shape {
  if (!isSameSize(from, other)) throw describeMismatch(from, other)
  return { ...from, channels: from.channels + other.channels }
}

function isSameSize(a: Shape, b: Shape): boolean {
  return a.width === b.width && a.height === b.height
}

function describeMismatch(a: Shape, b: Shape): RangeError {
  return new RangeError(`the network's graph joins ${describeShape(a)} with ${describeShape(b)}`)
}

function describeShape({ channels, width, height }: Shape): string {
  return `${channels} channels of ${width} × ${height}`
}
