import type { Raster } from '../../core/types.ts'
import type { Matte } from './alpha/refine.ts'

/** From this share of fully transparent pixels on, a picture has no background left to remove. */
const CUT_OUT_SHARE = 0.05

/** Whether the picture is a cut-out already. */
export function isCutOut({ data, width, height }: Raster): boolean {
  let transparent = 0
  for (let i = 3; i < data.length; i += 4) if (data[i] === 0) transparent++
  return transparent >= CUT_OUT_SHARE * width * height
}

/** The picture as it is, with all zeros where alpha is 0. */
export function keepOwnAlpha(photo: Raster): Raster {
  const data = photo.data.slice()
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 0) data.fill(0, i, i + 4)
  return { ...photo, data }
}

/** The matte, made fainter where the photo itself is see-through. */
export function applyOwnAlpha(matte: Matte, photo: Raster): Matte {
  const data = matte.data.slice()
  for (let i = 0; i < data.length; i++) {
    const own = photo.data[i * 4 + 3] ?? 255
    if (own !== 255) data[i] = Math.round(((data[i] ?? 0) * own) / 255)
  }
  return { ...matte, data }
}
