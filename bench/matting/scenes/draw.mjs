import sharp from 'sharp'
import { createPicture, halve } from './layers.mjs'

/** Side, in pixels, of the copy that shows how far a drawing reaches. */
const SCOUT = 300

/** The space that drawings may use, in units. */
const SPACE = { x: -300, y: -300, width: 1600, height: 1600 }

/**
 * Draws SVG so that its visible part is as large as fits into `width` × `height`.
 *
 * @param {string} svg definitions and shapes
 * @param {number} width @param {number} height
 * @returns {Promise<import('./layers.mjs').Layer>} as large as the visible part, and two pixels more on each side
 */
export async function drawFitted(svg, width, height) {
  const box = findBox(await rasterise(svg, SPACE, SCOUT, SCOUT))
  const scale = Math.min(width / box.width, height / box.height)
  const margin = 2 / scale
  const view = { x: box.x - margin, y: box.y - margin, width: box.width + 2 * margin, height: box.height + 2 * margin }
  const drawn = await rasterise(svg, view, 2 * Math.ceil(view.width * scale), 2 * Math.ceil(view.height * scale))
  return halve(drawn, 4)
}

async function rasterise(svg, { x, y, width, height }, columns, rows) {
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}" viewBox="${x} ${y} ${width} ${height}" preserveAspectRatio="none">${svg}</svg>`
  const { data, info } = await sharp(Buffer.from(page)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const layer = createPicture(info.width, info.height, 4)
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] / 255
    for (let c = 0; c < 3; c++) layer.data[i + c] = (data[i + c] / 255) * alpha
    layer.data[i + 3] = alpha
  }
  return layer
}

/** The box of what is visible, in units, widened by a scout's pixel. */
function findBox({ width, height, data }) {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3] < 0.02) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  const unit = SPACE.width / SCOUT
  return {
    x: SPACE.x + (left - 0.5) * unit,
    y: SPACE.y + (top - 0.5) * unit,
    width: (right - left + 1) * unit,
    height: (bottom - top + 1) * unit,
  }
}
