/** Darkens a backdrop, RGB, by what light is left of it. */
export function shadeGround(picture, light) {
  for (let i = 0; i < light.data.length; i++) for (let c = 0; c < 3; c++) picture.data[i * 3 + c] *= light.data[i]
}

/** Mirrors what stands on row `base` in the floor before it, the paler the farther. */
export function mirrorInGround(picture, layer, base, gloss) {
  const { width, height } = picture
  for (let y = Math.ceil(base); y < height; y++) {
    const row = Math.round(2 * base - y) - 1
    const share = gloss * Math.max(0, 1 - (y - base) / (0.5 * height))
    if (row < 0) break
    for (let x = 0; x < width; x++) {
      const from = (row * width + x) * 4
      const to = (y * width + x) * 3
      const rest = 1 - layer.data[from + 3] * share
      for (let c = 0; c < 3; c++) picture.data[to + c] = layer.data[from + c] * share + picture.data[to + c] * rest
    }
  }
}

/** Lays a layer over a backdrop: I = αF + (1 − α)B. */
export function layOverGround(picture, layer) {
  for (let i = 0; i < layer.data.length / 4; i++) {
    const rest = 1 - layer.data[i * 4 + 3]
    for (let c = 0; c < 3; c++) picture.data[i * 3 + c] = layer.data[i * 4 + c] + picture.data[i * 3 + c] * rest
  }
}
