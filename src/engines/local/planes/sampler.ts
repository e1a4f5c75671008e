import type { Field, Size } from './field.ts'

/** Reads one channel of a field at a pixel of another, usually larger, grid. */
export type Sampler = (x: number, y: number, channel: number) => number

/** Bilinear reading of `field` in the coordinates of a grid of `size` over the same picture. */
export function createSampler(field: Field, size: Size): Sampler {
  const { data, width, height, channels } = field
  const columns = locateAxis(width, size.width)
  const rows = locateAxis(height, size.height)
  return (x, y, channel) => {
    const right = columns.share[x] ?? 0
    const down = rows.share[y] ?? 0
    const left = (columns.first[x] ?? 0) * channels + channel
    const beside = (columns.second[x] ?? 0) * channels + channel
    const top = (rows.first[y] ?? 0) * width * channels
    const bottom = (rows.second[y] ?? 0) * width * channels
    const above = (data[top + left] ?? 0) * (1 - right) + (data[top + beside] ?? 0) * right
    const below = (data[bottom + left] ?? 0) * (1 - right) + (data[bottom + beside] ?? 0) * right
    return above * (1 - down) + below * down
  }
}

/** For each position of the fine axis: the two coarse positions around it and the second one's share. */
interface Axis {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float32Array
}

function locateAxis(coarse: number, fine: number): Axis {
  const axis = { first: new Int32Array(fine), second: new Int32Array(fine), share: new Float32Array(fine) }
  for (let i = 0; i < fine; i++) {
    const at = Math.min(coarse - 1, Math.max(0, ((i + 0.5) * coarse) / fine - 0.5))
    axis.first[i] = Math.floor(at)
    axis.second[i] = Math.min(coarse - 1, Math.floor(at) + 1)
    axis.share[i] = at - Math.floor(at)
  }
  return axis
}
