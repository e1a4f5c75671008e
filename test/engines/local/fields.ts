import { createField, type Field, type Size } from '../../../src/engines/local/planes/field.ts'
import { createRandom } from './scenes.ts'

/** Of most fields in tests of kernels. */
export const SIZE: Size = { width: 40, height: 30 }

/** A field of any values; `random` is from 0 to 1, the same every time. */
export function drawField(
  size: Size,
  channels: number,
  value: (random: number, x: number, y: number) => number,
  seed = 1,
): Field {
  const random = createRandom(seed)
  const field = createField(size, channels)
  field.data.forEach((_, i) => {
    const pixel = Math.floor(i / channels)
    field.data[i] = value(random(), pixel % size.width, Math.floor(pixel / size.width))
  })
  return field
}

/** A disc with a soft edge, 0 to 1. */
export function drawDisc(size: Size): Field {
  return drawField(size, 1, (_, x, y) => {
    const radius = Math.hypot(x - size.width / 2, y - size.height / 2)
    return Math.min(1, Math.max(0, (size.height / 3 - radius) / 4))
  })
}
