import type { Matte } from '../../../src/engines/local/alpha/refine.ts'
import { BACKGROUND, PIXEL, PRODUCT } from '../../../src/engines/local/foreground/kernels.ts'
import type { Layers } from '../../../src/engines/local/foreground/multi-level.ts'
import type { Field, Size } from '../../../src/engines/local/planes/field.ts'
import { power } from '../../../src/engines/local/planes/functions.ts'
import { createSampler } from './naive-sampler.ts'
import type { Raster } from '../../../src/core/types.ts'

/** The two layers, three numbers a pixel. */
export interface Pair extends Size {
  readonly product: Float32Array
  readonly background: Float32Array
}

/** What separation left in the memory of its kernels. */
export function readLayers({ shelf, level, width, height }: Layers): Pair {
  const step = PIXEL / 4
  const numbers = shelf.read(level, width * height * step)
  const pick = (offset: number): Float32Array =>
    Float32Array.from(
      { length: width * height * 3 },
      (_, i) => numbers[Math.floor(i / 3) * step + offset / 4 + (i % 3)]!,
    )
  return { width, height, product: pick(PRODUCT), background: pick(BACKGROUND) }
}

interface Level extends Pair {
  readonly colours: Float32Array
  readonly alpha: Float32Array
}

/** One pixel's pair of colours, by the formulas of Germer et al. 2020, the weights in the order of the sums. */
function relaxPixel({ width, height, colours, alpha, product, background }: Level, x: number, y: number): void {
  const i = y * width + x
  const around = [
    y > 0 ? i - width : i,
    y < height - 1 ? i + width : i,
    x > 0 ? i - 1 : i,
    x < width - 1 ? i + 1 : i,
  ] as const
  const a = alpha[i]!
  const b = 1 - a
  const weights = around.map((j) => 1e-5 + 0.1 * Math.abs(a - alpha[j]!))
  const weight = weights.reduce((sum, w) => sum + w)
  const determinant = (a * a + weight) * (b * b + weight) - a * a * b * b
  for (let c = 0; c < 3; c++) {
    const own = colours[i * 3 + c]!
    const mix = (share: number, layer: Float32Array): number =>
      around.reduce((sum, j, n) => sum + weights[n]! * layer[j * 3 + c]!, share * own)
    const [f, g] = [mix(a, product), mix(b, background)]
    product[i * 3 + c] = Math.min(1, Math.max(0, ((b * b + weight) * f - a * b * g) / determinant))
    background[i * 3 + c] = Math.min(1, Math.max(0, ((a * a + weight) * g - a * b * f) / determinant))
  }
}

function relax(level: Level, rounds: number, onlyMixed: boolean): void {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < level.alpha.length; i++) {
      const isMixed = level.alpha[i]! > 0 && level.alpha[i]! < 1
      if (isMixed || !onlyMixed) relaxPixel(level, i % level.width, Math.floor(i / level.width))
    }
  }
}

/** The layers of a picture of less than 16384 pixels, near edges and far from them. */
export function separate(colours: Field, alpha: Field): Pair {
  const steps = Math.ceil(Math.log2(Math.max(2, colours.width, colours.height)))
  const mean = (test: (share: number) => boolean): Float32Array => {
    const pixels = [...alpha.data.keys()].filter((i) => test(alpha.data[i]!))
    const scale = 1 / Math.max(1, pixels.length) / 255
    return Float32Array.from([0, 1, 2], (c) => pixels.reduce((sum, i) => sum + colours.data[i * 3 + c]!, 0) * scale)
  }
  let pair: Pair = { width: 1, height: 1, product: mean((s) => s > 0.9), background: mean((s) => s < 0.1) }
  for (let step = 1; step <= steps; step++) {
    const grow = (length: number): number => Math.max(1, Math.round(power(length, step / steps)))
    const level = sampleNearest(pair, colours, alpha, { width: grow(colours.width), height: grow(colours.height) })
    relax(level, Math.max(level.width, level.height) <= 32 ? 10 : 2, false)
    pair = level
  }
  return pair
}

function sampleNearest(coarse: Pair, colours: Field, alpha: Field, size: Size): Level {
  const pixels = Array.from({ length: size.width * size.height }, (_, i) => i)
  const find =
    ({ width, height }: Size) =>
    (i: number): number =>
      Math.floor((Math.floor(i / size.width) * height) / size.height) * width +
      Math.floor(((i % size.width) * width) / size.width)
  const [fine, below] = [find(colours), find(coarse)]
  const pick = (data: Float32Array, at: (i: number) => number, scale: number): Float32Array =>
    Float32Array.from(pixels.flatMap((i) => [0, 1, 2].map((c) => data[at(i) * 3 + c]! / scale)))
  return {
    ...size,
    colours: pick(colours.data, fine, 255),
    alpha: Float32Array.from(pixels, (i) => alpha.data[fine(i)]!),
    product: pick(coarse.product, below, 1),
    background: pick(coarse.background, below, 1),
  }
}

/** The product on a photo that is a single tile. */
export function paint(photo: Raster, matte: Matte, { width, height, product, background }: Pair): Uint8Array {
  const alpha = Float32Array.from(matte.data, (value) => value / 255)
  const colours = Float32Array.from(
    { length: alpha.length * 3 },
    (_, i) => photo.data[Math.floor(i / 3) * 4 + (i % 3)]! / 255,
  )
  const enlarge = (data: Float32Array, pure: number): Float32Array => {
    const sample = createSampler({ data, width, height, channels: 3 }, photo)
    const [out, large] = [new Float64Array(3), colours.slice()]
    alpha.forEach((own, i) => {
      sample(i % photo.width, Math.floor(i / photo.width), out)
      if (own !== pure) large.set(out, i * 3)
    })
    return large
  }
  const level = { ...photo, colours, alpha, product: enlarge(product, 1), background: enlarge(background, 0) }
  relax(level, 3, true)
  return Uint8Array.from(photo.data, (value, i) => {
    const own = matte.data[i >> 2]!
    if (i % 4 === 3) return own
    return own === 255 ? value : own === 0 ? 0 : Math.round(level.product[(i >> 2) * 3 + (i % 4)]! * 255)
  })
}
