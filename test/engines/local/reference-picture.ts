import type { ProductMask } from '../../../src/engines/local/mask/find-mask.ts'
import { createField, selectPixels, type Field } from '../../../src/engines/local/planes/field.ts'

/** Pixels a side. */
export const SIDE = 256

/** A red, striped ellipse on a grey sheet, as the references were made from (`training/reference.py`). */
export function drawPicture(): Field {
  const field = createField({ width: SIDE, height: SIDE }, 3)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
    const isInside = measureEllipse(x, y) < 1
    ;[180, 60, 40].forEach((level, c) => {
      field.data[i * 3 + c] = Math.round(isInside ? level + 20 * Math.sin(x / 9) : 230 - x / 10 - y / 20 + c * 3)
    })
  }
  return field
}

/** What the alpha network is told of that picture: a wider, soft ellipse and its mask. */
export function drawGuesses(): ProductMask {
  const probability = createField({ width: SIDE, height: SIDE }, 1)
  for (let i = 0; i < probability.data.length; i++) {
    const distance = measureEllipse(i % SIDE, Math.floor(i / SIDE))
    probability.data[i] = Math.min(0.96, Math.max(0.04, 1.6 - distance))
  }
  return { probability, mask: selectPixels(probability, (p) => p > 0.5) }
}

/** 1 on the ellipse’s outline. */
function measureEllipse(x: number, y: number): number {
  return Math.hypot((x - 130) / 60, (y - 120) / 80)
}
