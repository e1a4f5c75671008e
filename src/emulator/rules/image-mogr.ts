import { refuse } from '../errors.ts'
import { editCanvas, resizeCanvas, type Edit } from './canvas.ts'
import { fill, MAX_EDGE, parseThumbnail, scaleSize, type Size } from './geometry.ts'
import { parseGravity, placeBox, type Gravity } from './gravity.ts'
import { encodePicture, parseOutput } from './output.ts'
import { findValue, parseWhole, readPathParameters, type ParameterTable } from './parameters.ts'
import type { RuleFamily } from './rule.ts'
import { readSource } from './source.ts'

/** The changes of a picture, in the order of the rule. */
const EDITS: Readonly<Record<string, (value: string, gravity: Gravity) => Edit>> = {
  thumbnail: parseThumbnailEdit,
  cut: parseCut,
  crop: parseCrop,
  rotate: parseRotate,
  'auto-orient': () => (canvas) => editCanvas(canvas.bytes, (image) => image.autoOrient()),
  blur: parseBlur,
}

const PARAMETERS: ParameterTable = {
  thumbnail: 'value',
  cut: 'value',
  crop: 'value',
  gravity: 'value',
  rotate: 'value',
  'auto-orient': 'flag',
  blur: 'value',
  format: 'value',
  interlace: 'value',
  quality: 'value',
  rquality: 'value',
  lquality: 'value',
  strip: 'flag',
}

/** `imageMogr2/thumbnail/<geometry>/crop/<w>x<h>/gravity/<place>/rotate/<n>/auto-orient/format/<f>/quality/<n>/…` */
export const imageMogr: RuleFamily = {
  fits: (text) => text.startsWith('imageMogr2/'),
  parse(text) {
    const [, ...segments] = text.split('/')
    const parameters = readPathParameters(segments, PARAMETERS, 'imageMogr2')
    const gravity = parseGravity(findValue(parameters, 'gravity'))
    const edits = parameters.flatMap(({ name, value }) => EDITS[name]?.(value, gravity) ?? [])
    const output = parseOutput(parameters, { quality: 'quality', relative: 'rquality', lowest: 'lquality' })
    return {
      operation: 'ImageProcess',
      async render(bytes) {
        const source = await readSource(bytes)
        let canvas = await editCanvas(bytes, (image) => image)
        for (const edit of edits) canvas = await edit(canvas)
        return encodePicture(canvas.bytes, source, output)
      },
    }
  },
}

function parseThumbnailEdit(geometry: string): Edit {
  const scale = parseThumbnail(geometry)
  return async (canvas) => resizeCanvas(canvas, scale(canvas))
}

/** `<width>x<height>x<dx>x<dy>`: a box by its distance from the top left corner ("Cropping", COS document 436/36367). */
function parseCut(value: string): Edit {
  const [, ...numbers] = /^(\d{1,5})x(\d{1,5})x(\d{1,5})x(\d{1,5})$/.exec(value) ?? []
  const [width = 0, height = 0, left = 0, top = 0] = numbers.map(Number)
  if (width === 0 || height === 0) throw refuse('InvalidArgument', `cut is "${value}", not <width>x<height>x<dx>x<dy>.`)
  return (canvas) => {
    const within = { width: Math.min(width, canvas.width - left), height: Math.min(height, canvas.height - top) }
    if (within.width <= 0 || within.height <= 0)
      throw refuse('InvalidArgument', `cut ${value} lies outside the picture.`)
    return editCanvas(canvas.bytes, (image) => image.extract({ left, top, ...within }))
  }
}

/**
 * `<width>x<height>`, `<width>x` or `x<height>`: shrinks the picture until it just covers the box, then cuts off what stands
 * out; an edge that is not given stays ("Cropping", COS document 436/44881).
 */
function parseCrop(value: string, gravity: Gravity): Edit {
  const [, w, h] = /^(\d{0,4})x(\d{0,4})$/.exec(value) ?? []
  if (w === undefined || h === undefined || w + h === '') {
    throw refuse('InvalidArgument', `crop is "${value}", not <width>x<height>.`)
  }
  const [width, height] = [w, h].map((edge) => (edge === '' ? undefined : parseWhole('crop', edge, [1, MAX_EDGE])))
  return async (canvas) => {
    const box: Size = { width: width ?? canvas.width, height: height ?? canvas.height }
    const scaled = await resizeCanvas(canvas, scaleSize(canvas, Math.min(1, fill(canvas, box))))
    return editCanvas(scaled.bytes, (image) => image.extract(placeBox(scaled, box, gravity)))
  }
}

/** Degrees, clockwise. Corners that open up are transparent, and white where the format has no alpha. */
function parseRotate(value: string): Edit {
  const degrees = parseWhole('rotate', value, [0, 360])
  const background = { r: 255, g: 255, b: 255, alpha: 0 }
  const square = degrees % 90 === 0
  return (canvas) =>
    editCanvas(canvas.bytes, (image) => (square ? image : image.ensureAlpha()).rotate(degrees, { background }))
}

/** `<radius>x<sigma>` ("Gaussian Blurring"): radius 1 to 50, sigma above 0. sharp has no radius of its own. */
function parseBlur(value: string): Edit {
  const [, radius, sigma] = /^(\d{1,2})x(\d{1,3}(?:\.\d+)?)$/.exec(value) ?? []
  const strength = Number(sigma)
  const valid = radius !== undefined && Number(radius) >= 1 && Number(radius) <= 50 && strength > 0
  if (!valid) throw refuse('InvalidArgument', `blur is "${value}", not <radius>x<sigma> with a radius of 1 to 50.`)
  // Below 0.3 sharp takes no sigma; such a blur changes nothing one can see.
  return (canvas) => editCanvas(canvas.bytes, (image) => image.blur(Math.max(0.3, strength)))
}
