/**
 * How far a cut-out is from the truth. Alphas are 0 to 1, row-major; colours are RGBA, 0–255, straight alpha.
 *
 * @typedef {object} Figures
 * @property {number} iou see `measureIoU`
 * @property {number} sad see `measureSad`
 * @property {number} mse see `measureMse`
 * @property {number} gradient see `measureGradientError`
 * @property {number} edge see `measureEdgeColour`
 */

/**
 * All figures of a cut-out.
 *
 * @param {{ data: Uint8Array, width: number, height: number }} cut RGBA
 * @param {{ data: Uint8Array }} truth RGBA: the matte and the true foreground colours
 * @returns {Figures}
 */
export function measureCutOut(cut, truth) {
  const [alpha, matte] = [readAlpha(cut.data), readAlpha(truth.data)]
  return {
    iou: measureIoU(alpha, matte),
    sad: measureSad(alpha, matte),
    mse: measureMse(alpha, matte),
    gradient: measureGradientError(alpha, matte, cut.width),
    edge: measureEdgeColour(cut.data, truth.data),
  }
}

/** @param {Uint8Array} data RGBA @returns {Float32Array} */
function readAlpha(data) {
  return Float32Array.from({ length: data.length / 4 }, (_, i) => data[i * 4 + 3] / 255)
}

/** Intersection over union of what is more than half product; 1 where neither shows any. */
export function measureIoU(alpha, matte) {
  let [both, either] = [0, 0]
  for (let i = 0; i < alpha.length; i++) {
    const [has, should] = [alpha[i] > 0.5, matte[i] > 0.5]
    if (has && should) both++
    if (has || should) either++
  }
  return either === 0 ? 1 : both / either
}

/** Sum of absolute differences, in thousands of pixels. */
export function measureSad(alpha, matte) {
  let sum = 0
  for (let i = 0; i < alpha.length; i++) sum += Math.abs(alpha[i] - matte[i])
  return sum / 1000
}

/** Mean squared difference over all pixels, in thousandths. */
export function measureMse(alpha, matte) {
  let sum = 0
  for (let i = 0; i < alpha.length; i++) sum += (alpha[i] - matte[i]) ** 2
  return (sum / alpha.length) * 1000
}

/** Width of the derivative filters, in pixels: Rhemann et al.'s. */
const SIGMA = 1.4

/**
 * Gradient error: the squared difference of the gradients' magnitudes, summed, in thousands. Gradients are taken with
 * derivatives of a Gaussian of σ = 1.4, each filter of unit energy (Rhemann et al., “A perceptually motivated online
 * benchmark for image matting”, CVPR 2009); borders repeat.
 */
export function measureGradientError(alpha, matte, width) {
  const [found, wanted] = [takeGradients(alpha, width), takeGradients(matte, width)]
  let sum = 0
  for (let i = 0; i < found.length; i++) sum += (found[i] - wanted[i]) ** 2
  return sum / 1000
}

/** Magnitude of the gradient at each pixel. */
export function takeGradients(alpha, width) {
  const { smooth, derive } = createKernels(SIGMA)
  const across = filterColumns(filterRows(alpha, width, derive), width, smooth)
  const down = filterColumns(filterRows(alpha, width, smooth), width, derive)
  return across.map((value, i) => Math.hypot(value, down[i]))
}

function createKernels(sigma) {
  const reach = Math.ceil(3 * sigma)
  const places = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach)
  const bell = places.map((at) => Math.exp(-(at * at) / (2 * sigma * sigma)))
  const unit = (kernel) => kernel.map((weight) => weight / Math.hypot(...kernel))
  return { smooth: unit(bell), derive: unit(bell.map((weight, i) => places[i] * weight)) }
}

/** Correlates each row with `kernel`; borders repeat. */
function filterRows(values, width, kernel) {
  const reach = (kernel.length - 1) / 2
  const out = new Float32Array(values.length)
  for (let start = 0; start < values.length; start += width) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < kernel.length; k++) sum += kernel[k] * values[start + clamp(x + k - reach, width)]
      out[start + x] = sum
    }
  }
  return out
}

/** Correlates each column with `kernel`; borders repeat. */
function filterColumns(values, width, kernel) {
  const reach = (kernel.length - 1) / 2
  const height = values.length / width
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < kernel.length; k++) {
      const from = clamp(y + k - reach, height) * width
      for (let x = 0; x < width; x++) out[y * width + x] += kernel[k] * values[from + x]
    }
  }
  return out
}

const clamp = (at, count) => Math.min(count - 1, Math.max(0, at))

/**
 * Edge colour error: the mean difference (0–255, mean of the three channels) of a cut-out's colours from the true ones, over
 * pixels that are truly partly product (true alpha strictly between 0 and 1), weighted by true alpha. The weight is the
 * truth's own, the same for every tool, so that a paler cut-out gains nothing. Where a cut-out shows nothing (alpha 0) it
 * has no colour; there it counts as wrong as the mean of its other edge pixels, which is to say not at all: what is missing
 * there is told by the SAD. `NaN` where there is no such pixel.
 */
export function measureEdgeColour(cut, truth) {
  let [sum, weight] = [0, 0]
  for (let i = 0; i < truth.length; i += 4) {
    const share = truth[i + 3]
    if (share === 0 || share === 255 || cut[i + 3] === 0) continue
    const off = Math.abs(cut[i] - truth[i]) + Math.abs(cut[i + 1] - truth[i + 1]) + Math.abs(cut[i + 2] - truth[i + 2])
    sum += (share * off) / 3
    weight += share
  }
  return weight === 0 ? Number.NaN : sum / weight
}
