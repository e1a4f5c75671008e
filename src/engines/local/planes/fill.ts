import { createField, type Field } from './field.ts'
import { createRowReader } from './sampler.ts'

/** Values known only where `weight` is above 0 (at most 1). */
interface Sparse {
  /** Values times weights. */
  readonly values: Field
  readonly weight: Field
}

/**
 * Spreads the values of pixels with weight (0 to 1) smoothly over those without: averages go up a pyramid, gaps are filled
 * on the way down ("push-pull", Gortler et al. 1996). Pixels of weight 1 keep their value.
 */
export function fillGaps(values: Field, weight: Field): Field {
  const top = multiply(values, weight)
  pull({ values: top, weight: { ...weight, data: weight.data.slice() } })
  return top
}

function multiply(values: Field, weight: Field): Field {
  const out = createField(values, values.channels)
  const { channels } = values
  for (let i = 0, at = 0; i < weight.data.length; i++) {
    const factor = weight.data[i] ?? 0
    for (let c = 0; c < channels; c++, at++) out.data[at] = (values.data[at] ?? 0) * factor
  }
  return out
}

/** Fills `level` in place, from its own halved copy. */
function pull(level: Sparse): void {
  const { values } = level
  if (values.width > 1 || values.height > 1) {
    const half = push(level)
    pull(half)
    blendIn(level, half)
  }
  normalise(level)
}

/** Sums of two by two pixels, with the total weight capped at 1. */
function push({ values, weight }: Sparse): Sparse {
  const { channels, width } = values
  const size = { width: (width + 1) >> 1, height: (values.height + 1) >> 1 }
  const half = { values: createField(size, channels), weight: createField(size, 1) }
  for (let y = 0, i = 0; y < values.height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const to = (y >> 1) * size.width + (x >> 1)
      half.weight.data[to] = (half.weight.data[to] ?? 0) + (weight.data[i] ?? 0)
      for (let c = 0; c < channels; c++) {
        const at = to * channels + c
        half.values.data[at] = (half.values.data[at] ?? 0) + (values.data[i * channels + c] ?? 0)
      }
    }
  }
  capWeights(half)
  return half
}

function capWeights({ values, weight }: Sparse): void {
  const { channels } = values
  for (let i = 0; i < weight.data.length; i++) {
    const total = weight.data[i] ?? 0
    if (total <= 1) continue
    weight.data[i] = 1
    for (let c = i * channels; c < (i + 1) * channels; c++) values.data[c] = (values.data[c] ?? 0) / total
  }
}

function blendIn({ values, weight }: Sparse, half: Sparse): void {
  const { channels, width, height } = values
  const readValues = createRowReader(half.values, values)
  const readWeight = createRowReader(half.weight, weight)
  const [coarse, coarseWeight] = [new Float32Array(width * channels), new Float32Array(width)]
  for (let y = 0, i = 0; y < height; y++) {
    readValues(y, coarse)
    readWeight(y, coarseWeight)
    for (let x = 0; x < width; x++, i++) {
      const gap = 1 - (weight.data[i] ?? 0)
      if (gap <= 0) continue
      const share = gap * (coarseWeight[x] ?? 0)
      weight.data[i] = 1 - gap + share
      for (let c = 0, at = i * channels; c < channels; c++, at++) {
        values.data[at] = (values.data[at] ?? 0) + share * (coarse[x * channels + c] ?? 0)
      }
    }
  }
}

/** Turns weighted values into plain ones wherever there is any weight. */
function normalise({ values, weight }: Sparse): void {
  const { channels } = values
  for (let i = 0; i < weight.data.length; i++) {
    const total = weight.data[i] ?? 0
    if (total <= 0 || total === 1) continue
    for (let c = i * channels; c < (i + 1) * channels; c++) values.data[c] = (values.data[c] ?? 0) / total
  }
}
