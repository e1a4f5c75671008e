/**
 * Pictures as floats, 0 to 1, sRGB as coded, row-major.
 *
 * @typedef {object} Layer RGBA, colours premultiplied by alpha
 * @property {number} width
 * @property {number} height
 * @property {Float32Array} data
 *
 * @typedef {object} Plane one value a pixel
 * @property {number} width
 * @property {number} height
 * @property {Float32Array} data
 */

/** @param {number} width @param {number} height @param {number} channels */
export function createPicture(width, height, channels) {
  return { width, height, data: new Float32Array(width * height * channels) }
}

/** @param {Layer} layer @returns {Plane} */
export function takeAlpha({ width, height, data }) {
  return { width, height, data: Float32Array.from({ length: width * height }, (_, i) => data[i * 4 + 3]) }
}

/** Lays `layer` over `ground` with its corner at `left`, `top`; what lies outside is lost. */
export function layOver(ground, layer, left, top) {
  for (let y = Math.max(0, -top); y < Math.min(layer.height, ground.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(layer.width, ground.width - left); x++) {
      const from = (y * layer.width + x) * 4
      const to = ((y + top) * ground.width + x + left) * 4
      const rest = 1 - layer.data[from + 3]
      for (let c = 0; c < 4; c++) ground.data[to + c] = layer.data[from + c] + ground.data[to + c] * rest
    }
  }
}

/** Halves a picture: each pixel is the mean of four. */
export function halve(picture, channels) {
  const small = createPicture(picture.width >> 1, picture.height >> 1, channels)
  const row = picture.width * channels
  for (let y = 0, to = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const from = 2 * y * row + 2 * x * channels
      for (let c = from; c < from + channels; c++, to++) {
        const { data } = picture
        small.data[to] = (data[c] + data[c + channels] + data[c + row] + data[c + row + channels]) / 4
      }
    }
  }
  return small
}

/**
 * Blurs by a Gaussian of `sigma` pixels; borders repeat. Wide ones are three box blurs, which differ little and cost the
 * same at any width.
 */
export function blur(picture, channels, sigma) {
  if (sigma < 0.05) return picture
  const kernels = sigma < 3 ? [gaussian(sigma)] : boxes(sigma)
  return kernels.reduce((blurred, kernel) => smooth(blurred, channels, kernel), picture)
}

function gaussian(sigma) {
  const reach = Math.ceil(3 * sigma)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = weights.reduce((a, b) => a + b)
  return { reach, weights: weights.map((weight) => weight / sum) }
}

/** Three boxes have the variance of the Gaussian: (w² − 1) / 12 each. */
function boxes(sigma) {
  const reach = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2))
  return [{ reach }, { reach }, { reach }]
}

function smooth({ width, height, data }, channels, kernel) {
  const across = createPicture(width, height, channels)
  const down = createPicture(width, height, channels)
  const run = kernel.weights ? weighLine : averageLine
  for (let y = 0; y < height; y++)
    for (let c = 0; c < channels; c++)
      run(data, across.data, { start: y * width * channels + c, step: channels, count: width }, kernel)
  for (let x = 0; x < width * channels; x++)
    run(across.data, down.data, { start: x, step: width * channels, count: height }, kernel)
  return down
}

function weighLine(from, to, { start, step, count }, { reach, weights }) {
  for (let i = 0; i < count; i++) {
    let sum = 0
    for (let k = -reach; k <= reach; k++)
      sum += weights[k + reach] * from[start + Math.min(count - 1, Math.max(0, i + k)) * step]
    to[start + i * step] = sum
  }
}

function averageLine(from, to, { start, step, count }, { reach }) {
  const at = (i) => from[start + Math.min(count - 1, Math.max(0, i)) * step]
  let sum = 0
  for (let k = -reach; k <= reach; k++) sum += at(k)
  for (let i = 0; i < count; i++) {
    to[start + i * step] = sum / (2 * reach + 1)
    sum += at(i + reach + 1) - at(i - reach)
  }
}
