import { countSet, type BitMask, type Field } from '../planes/field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** A density of colours, as the kernels keep it. */
export type ColourModel = Uint8Array

/** Bytes of a model: five Gaussians of ten numbers, and how many have a shape. */
const MODEL = 5 * 80 + 4
/** Bytes that fitting takes by itself, and for each sample. */
const CENTRES = 2 * 5 * 32 + 16
const SAMPLE = 9
/** More samples do not change the model. */
const MAX_SAMPLES = 6000

/** Fits a mixture of five Gaussians to the colours of the pixels that are 1 (k-means, then one estimate per cluster; GrabCut, Rother et al. 2004). */
export function fitColourModel(lab: Field, pixels: BitMask): ColourModel {
  const samples = pickSamples(lab, pixels)
  return withShelf((shelf) => {
    const [count, model] = [samples.length / 3, shelf.reserve(MODEL)]
    kernels.fitColours(shelf.place(samples), count, model, shelf.reserve(CENTRES + SAMPLE * count))
    return shelf.readBytes(model, MODEL)
  })
}

/** How improbable each colour of a picture is, as minus the logarithm of its density. Row-major. */
export function weighColours({ data }: Field, model: ColourModel): Float32Array {
  const count = data.length / 3
  return withShelf((shelf) => {
    // Kernels take four colours at a time: there is room for three more.
    const [colours, results] = [shelf.reserve(12 * (count + 3)), shelf.reserve(4 * (count + 3))]
    shelf.write(data, colours)
    kernels.weighColours(colours, count, shelf.place(model), results)
    return shelf.read(results, count)
  })
}

/** Colours of the pixels that are 1, of at most {@link MAX_SAMPLES} of them, evenly spread. */
function pickSamples(lab: Field, mask: BitMask): Float32Array {
  const pixels = countSet(mask)
  const count = Math.min(pixels, MAX_SAMPLES)
  const samples = new Float32Array(count * 3)
  for (let i = 0, seen = 0, taken = 0; taken < count; i++) {
    if (mask.data[i] !== 1 || seen++ < Math.floor((taken * pixels) / count)) continue
    samples.set(lab.data.subarray(i * 3, i * 3 + 3), 3 * taken++)
  }
  return samples
}
