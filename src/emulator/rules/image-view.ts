import { refuse } from '../errors.ts'
import { editCanvas, resizeCanvas, type Canvas } from './canvas.ts'
import { fill, fit, scaleSize, MAX_EDGE, type Size } from './geometry.ts'
import { CENTER, placeBox } from './gravity.ts'
import { encodePicture, parseOutput } from './output.ts'
import { findValue, parseWhole, readPathParameters, type ParameterTable, type PathParameter } from './parameters.ts'
import type { RuleFamily } from './rule.ts'
import { readSource } from './source.ts'

/** How a mode treats its two edges. */
interface Mode {
  /** Whether `w` and `h` mean the long and the short edge. */
  readonly byLength: boolean
  /** Whether the edges are a box to stay inside of, or one to cover. */
  readonly bound: 'most' | 'least'
  /** Whether what stands out is cut off, evenly on both sides. */
  readonly crop: boolean
  /** What an edge that is not given is. */
  readonly missing: 'free' | 'same'
}

/**
 * The modes of `imageView2` ("Quick Thumbnail Template", COS document 436/36379; mode 0 is older than that page). A
 * mode never enlarges: the page's examples only ever scale down.
 */
const MODES: Readonly<Record<string, Mode>> = {
  0: { byLength: true, bound: 'most', crop: false, missing: 'free' },
  1: { byLength: false, bound: 'least', crop: true, missing: 'same' },
  2: { byLength: false, bound: 'most', crop: false, missing: 'free' },
  3: { byLength: false, bound: 'least', crop: false, missing: 'same' },
  4: { byLength: true, bound: 'least', crop: false, missing: 'same' },
  5: { byLength: true, bound: 'least', crop: true, missing: 'same' },
}

const PARAMETERS: ParameterTable = {
  w: 'value',
  h: 'value',
  format: 'value',
  q: 'value',
  rq: 'value',
  lq: 'value',
  interlace: 'value',
}

const EDGE = [1, MAX_EDGE] as const

/** `imageView2/<mode>/w/<n>/h/<n>/format/<f>/q/<n>/interlace/<0|1>`; the mode may be left out, as in the page's sample. */
export const imageView: RuleFamily = {
  fits: (text) => text.startsWith('imageView2/'),
  parse(text) {
    const [, ...segments] = text.split('/')
    const mode = Object.hasOwn(MODES, segments[0] ?? '') ? MODES[segments[0] ?? ''] : undefined
    const parameters = readPathParameters(mode === undefined ? segments : segments.slice(1), PARAMETERS, 'imageView2')
    const view = parseView(mode, parameters)
    const output = parseOutput(parameters, { quality: 'q', relative: 'rq', lowest: 'lq' })
    return {
      operation: 'ImageProcess',
      async render(bytes) {
        const source = await readSource(bytes)
        const canvas = await view(await editCanvas(bytes, (image) => image))
        return encodePicture(canvas.bytes, source, output)
      },
    }
  },
}

function parseView(mode: Mode | undefined, parameters: readonly PathParameter[]): (canvas: Canvas) => Promise<Canvas> {
  const [w, h] = [parseEdge('w', parameters), parseEdge('h', parameters)]
  if (mode === undefined && (w ?? h) !== undefined) throw refuse('InvalidArgument', 'imageView2: w and h need a mode.')
  if (mode === undefined || (w ?? h) === undefined) return (canvas) => Promise.resolve(canvas)
  return async (canvas) => {
    const box = layBox(mode, { w, h }, canvas)
    const factor = mode.bound === 'most' ? fit(canvas, box) : fill(canvas, box)
    const scaled = await resizeCanvas(canvas, scaleSize(canvas, Math.min(1, factor)))
    if (!mode.crop) return scaled
    const { left, top, width, height } = placeBox(scaled, box, CENTER)
    return editCanvas(scaled.bytes, (image) => image.extract({ left, top, width, height }))
  }
}

/** The box that the edges of a mode mean for a picture. */
function layBox(
  { byLength, missing }: Mode,
  { w, h }: { readonly w?: number | undefined; readonly h?: number | undefined },
  source: Size,
): Size {
  const width = w ?? (missing === 'same' ? (h ?? Infinity) : Infinity)
  const height = h ?? (missing === 'same' ? (w ?? Infinity) : Infinity)
  const upright = byLength && source.height > source.width
  return upright ? { width: height, height: width } : { width, height }
}

function parseEdge(name: string, parameters: readonly PathParameter[]): number | undefined {
  const value = findValue(parameters, name)
  return value === undefined ? undefined : parseWhole(name, value, EDGE)
}
