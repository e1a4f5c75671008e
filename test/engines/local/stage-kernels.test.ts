import { describe, expect, it } from 'vitest'
import { fitBorder } from '../../../src/engines/local/backdrop/border.ts'
import { fitBackdrop } from '../../../src/engines/local/backdrop/surface.ts'
import { pixelsOfField } from '../../../src/engines/local/alpha/problem.ts'
import { solveAlpha } from '../../../src/engines/local/alpha/solve.ts'
import { widenEdges } from '../../../src/engines/local/alpha/unsettled.ts'
import { separateLayers } from '../../../src/engines/local/foreground/multi-level.ts'
import { paintProduct } from '../../../src/engines/local/foreground/paint.ts'
import { fitColourModel, weighColours } from '../../../src/engines/local/mask/colour-model.ts'
import { listPlaces } from '../../../src/engines/local/planes/axis.ts'
import { describePixels } from '../../../src/engines/local/mask/features.ts'
import { createField, createMask, invertMask, type Field, type Size } from '../../../src/engines/local/planes/field.ts'
import { createSampler } from './naive-sampler.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import { kernels } from '../../../src/engines/local/trimap/kernels.ts'
import { BACKGROUND, PRODUCT, UNKNOWN } from '../../../src/engines/local/trimap/trimap.ts'
import * as naiveBackdrop from './naive-backdrop.ts'
import * as naiveLayers from './naive-layers.ts'
import { createRandom } from './scenes.ts'

const SIZE = { width: 40, height: 30 }

function drawField(
  size: Size,
  channels: number,
  value: (random: number, x: number, y: number) => number,
  seed = 1,
): Field {
  const random = createRandom(seed)
  const field = createField(size, channels)
  field.data.forEach((_, i) => {
    const pixel = Math.floor(i / channels)
    field.data[i] = value(random(), pixel % size.width, Math.floor(pixel / size.width))
  })
  return field
}

/** A disc with a soft edge, 0 to 1. */
function drawDisc(size: Size): Field {
  return drawField(size, 1, (_, x, y) => {
    const radius = Math.hypot(x - size.width / 2, y - size.height / 2)
    return Math.min(1, Math.max(0, (size.height / 3 - radius) / 4))
  })
}

describe('backdrops, to the last bit', () => {
  it('have the noise of a robust cubic surface', () => {
    const lab = drawField(SIZE, 3, (random, x, y) => 40 + x + 0.02 * y * x + (random < 0.1 ? 60 * random : 4 * random))
    const everywhere = { ...createMask(SIZE), data: createMask(SIZE).data.fill(1) }
    expect(fitBackdrop(lab, everywhere).noise).toEqual(naiveBackdrop.fitSurface(lab))
  })

  it('follow a robust quadratic surface along the border', () => {
    const size = { width: 32, height: 32 }
    const colours = drawField(size, 3, (random, x, y) => 100 + x - 0.03 * y * y + (x > 20 ? 90 : 10) * random)
    const ring = Array.from({ length: 1024 }, (_, i) => i).filter((i) =>
      [i % 32, Math.floor(i / 32)].some((at) => at < 2 || at >= 30),
    )
    const { middle, coefficients } = fitBorder(colours)
    const samples = ring.map((i) => middle.map((value, c) => colours.data[i * 3 + c]! / 255 - value))
    const places = ring.map((i) => [((i % 32) + 0.5) / 16 - 1, (Math.floor(i / 32) + 0.5) / 16 - 1] as const)
    expect(Array.from(coefficients)).toEqual(naiveBackdrop.fitBorder(samples, places))
  })
})

describe('what the network sees', () => {
  it('is colour, difference to the backdrop, noise, place and what a first look said', () => {
    const colours = drawField(SIZE, 3, (random, x) => 60 + 3 * x + 40 * random)
    const first = drawField(SIZE, 1, (random) => random)
    const { middle, coefficients, noise } = fitBorder(colours)
    const { data, channels } = describePixels(colours, first)
    const area = SIZE.width * SIZE.height
    expect([channels, data.length]).toEqual([11, 11 * area])
    for (let i = 0; i < area; i++) {
      const u = (((i % SIZE.width) + 0.5) / SIZE.width) * 2 - 1
      const v = ((Math.floor(i / SIZE.width) + 0.5) / SIZE.height) * 2 - 1
      const values = [0, 1, 2].map((c) => colours.data[i * 3 + c]! / 255)
      const differences = values.map((value, c) => {
        const surface = [1, u, v, u * u, u * v, v * v].reduce(
          (sum, term, k) => sum + term * coefficients[k * 3 + c]!,
          0,
        )
        return value - middle[c]! - surface
      })
      const expected = [
        ...values.map((value) => value * 2 - 1),
        ...differences.map((difference) => Math.tanh(4 * difference)),
        Math.log(1 + Math.hypot(...differences) / noise) / 3 - 0.5,
        Math.tanh(8 * noise),
        u,
        v,
        first.data[i]! * 2 - 1,
      ]
      expected.forEach((value, channel) => expect(data[channel * area + i]).toBeCloseTo(value, 5))
    }
  })

  it('is zero where there was no first look, whatever the memory held before', () => {
    const colours = drawField(SIZE, 3, (random) => 255 * random)
    const { data } = describePixels(colours)
    expect(new Set(data.subarray(10 * SIZE.width * SIZE.height))).toEqual(new Set([0]))
  })
})

describe('layers, to the last bit', () => {
  const colours = drawField(SIZE, 3, (random) => random * 255)
  const alpha = drawDisc(SIZE)

  it('are separated near edges', () => {
    const pair = withShelf((shelf) => naiveLayers.readLayers(separateLayers(shelf, colours, alpha)))
    const plain = naiveLayers.separate(colours, alpha)
    alpha.data.forEach((share, i) => {
      if (share === 0 || share === 1) return
      for (let c = i * 3; c < i * 3 + 3; c++) {
        expect([pair.product[c], pair.background[c]]).toEqual([plain.product[c], plain.background[c]])
      }
    })
  })

  it.each([1, 1.7, 3])('are brought to a photo %d times as large', (scale) => {
    const size = { width: Math.round(SIZE.width * scale), height: Math.round(SIZE.height * scale) }
    const photo = {
      ...size,
      data: Uint8Array.from(drawField(size, 4, (random) => random * 255, 4).data, (value, i) =>
        i % 4 === 3 ? 255 : value,
      ),
    }
    const matte = { ...size, data: Uint8Array.from(drawDisc(size).data, (share) => Math.round(share * 255)) }
    const [painted, pair] = withShelf((shelf) => {
      const layers = separateLayers(shelf, colours, alpha)
      return [paintProduct(photo, matte, layers), naiveLayers.readLayers(layers)]
    })
    expect(painted.data).toEqual(naiveLayers.paint(photo, matte, pair))
  })
})

describe('alpha', () => {
  const alpha = drawDisc(SIZE)
  const data = Uint8Array.from(alpha.data, (share) => (share === 0 ? BACKGROUND : share === 1 ? PRODUCT : UNKNOWN))
  const half = { width: 20, height: 15 }
  const problem = {
    pixels: pixelsOfField(drawField(SIZE, 3, (random) => random * 255)),
    trimap: { ...SIZE, data },
    product: drawField(half, 3, (random) => 130 + random * 90, 2),
    background: drawField(half, 3, (random) => random * 90, 3),
    noise: 5,
    trust: 0.1,
  }
  const around = (i: number): readonly number[] =>
    [-1, 0, 1]
      .flatMap((dy) => [-1, 0, 1].map((dx) => [(i % SIZE.width) + dx, Math.floor(i / SIZE.width) + dy] as const))
      .filter(([x, y]) => x >= 0 && y >= 0 && x < SIZE.width && y < SIZE.height)
      .map(([x, y]) => y * SIZE.width + x)
  const liftVeil = (value: number): number => Math.min(1, Math.max(0, (value - 0.02) / 0.96))

  it('begins with the projection of each colour', () => {
    const [near, behind] = [new Float64Array(3), new Float64Array(3)]
    const [product, background] = [createSampler(problem.product, SIZE), createSampler(problem.background, SIZE)]
    const { pixels, alpha: solved } = solveAlpha(problem, { steps: 0 })
    pixels.forEach((pixel, i) => {
      product(pixel % SIZE.width, Math.floor(pixel / SIZE.width), near)
      background(pixel % SIZE.width, Math.floor(pixel / SIZE.width), behind)
      const line = near.map((value, c) => value - behind[c]!)
      const offset = behind.map((value, c) => problem.pixels.data[pixel * 3 + c]! - value)
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, c) => sum + value * b[c]!, 0)
      const share = Math.min(1, Math.max(0, dot(offset, line) / dot(line, line)))
      const rest = dot(offset, offset) - 2 * share * dot(offset, line) + share * share * dot(line, line)
      const isTexture = rest > 100 && dot(offset, offset) > 225
      const least = isTexture ? Math.min(1, Math.hypot(...offset) / Math.max(60, Math.hypot(...line))) : 0
      const expected = data[pixel] === UNKNOWN ? liftVeil(Math.max(share, least)) : data[pixel] === PRODUCT ? 1 : 0
      expect(solved[i]).toBeCloseTo(expected, 5)
    })
  })

  it('begins with a coarser one where there is one', () => {
    const start = drawField(half, 1, (random) => random)
    const [sample, out] = [createSampler(start, SIZE), new Float64Array(1)]
    const { pixels, alpha: solved } = solveAlpha(problem, { steps: 0, start })
    pixels.forEach((pixel, i) => {
      if (data[pixel] !== UNKNOWN) return
      sample(pixel % SIZE.width, Math.floor(pixel / SIZE.width), out)
      expect(solved[i]).toBe(liftVeil(Math.fround(out[0]!)))
    })
  })

  it('concerns the pixels of all windows that touch an unknown one', () => {
    const isInner = (i: number): boolean => around(i).length === 9
    const isCentre = (i: number): boolean => isInner(i) && around(i).some((j) => data[j] === UNKNOWN)
    const expected = [...data.keys()].filter((i) => around(i).some(isCentre))
    expect(Array.from(solveAlpha(problem, { steps: 0 }).pixels)).toEqual(expected)
  })

  it('is open at a larger size wherever the smaller one has an edge', () => {
    const isEdge = (i: number): boolean => around(i).some((j) => alpha.data[j] !== alpha.data[i])
    const kinds = [...alpha.data].map((own, i) =>
      isEdge(i) || (own !== 0 && own !== 1) ? UNKNOWN : own === 1 ? PRODUCT : BACKGROUND,
    )
    const large = widenEdges(alpha, { width: 80, height: 60 })
    large.data.forEach((kind, i) =>
      expect(kind).toBe(kinds[Math.floor(Math.floor(i / 80) / 2) * SIZE.width + Math.floor((i % 80) / 2)]),
    )
  })
})

describe('evidence near an outline', () => {
  it('is what the network says, and whose colour is nearer', () => {
    const coarse = { width: 17, height: 13 }
    const lab = drawField(SIZE, 3, (random) => random * 60)
    const region = Uint8Array.from(drawField(SIZE, 1, (random) => (random < 0.7 ? 1 : 0), 2).data)
    const probability = drawField(coarse, 1, (random) => random, 3)
    const [backdrop, product] = [4, 5].map((seed) => drawField(coarse, 3, (random) => random * 60, seed)) as [
      Field,
      Field,
    ]
    const costs = weighEvidence({ lab, region, probability, backdrop, product }, [0.02, 0.01, 0.03])
    const samplers = [probability, backdrop, product].map((field) => createSampler(field, SIZE))
    const [said, behind, near] = [new Float64Array(1), new Float64Array(3), new Float64Array(3)]
    region.forEach((isIn, i) => {
      samplers.forEach((sample, n) => sample(i % SIZE.width, Math.floor(i / SIZE.width), [said, behind, near][n]!))
      const [l, a, b] = behind.map((value, c) => lab.data[i * 3 + c]! - value)
      const towards = near.reduce((sum, value, c) => sum + (lab.data[i * 3 + c]! - value) ** 2, 0) / 64
      const isShade = l! < 0 && l! > -0.65 * behind[0]!
      const away = (isShade ? Math.min(2, 0.02 * l! ** 2) : 0.02 * l! ** 2) + 0.01 * a! ** 2 + 0.03 * b! ** 2
      const p = Math.min(0.99, Math.max(0.01, said[0]!))
      const expected = Math.log(p / (1 - p)) / 2 + Math.min(4, Math.max(-4, (away - towards) / 2))
      expect(costs[i]).toBeCloseTo(isIn === 1 ? expected : 0, 4)
    })
  })
})

interface Evidence {
  readonly lab: Field
  readonly region: Uint8Array
  readonly probability: Field
  readonly backdrop: Field
  readonly product: Field
}

function weighEvidence(
  { lab, region, probability, backdrop, product }: Evidence,
  weights: readonly number[],
): Float32Array {
  const { width, height } = lab
  return withShelf((shelf) => {
    const picture = [shelf.place(lab.data), shelf.place(region), width, height]
    const fields = [probability, backdrop, product].map(({ data }) => shelf.place(data))
    const places = [listPlaces(probability.width, width), listPlaces(probability.height, height)].map(shelf.place)
    const costs = shelf.reserve(4 * width * height)
    kernels.weighEvidence(...picture, ...fields, probability.width, ...places, ...weights, costs)
    return shelf.read(costs, width * height)
  })
}

describe('colour models', () => {
  it('are mixtures of a Gaussian for each cluster', () => {
    const size = { width: 50, height: 4 }
    const random = createRandom(9)
    const lab = drawField(size, 3, (spread, x) => (x % 5) * 18 + spread * 6)
    const pixels = Array.from({ length: 200 }, (_, i) => i)
    const read = (i: number): readonly number[] => Array.from(lab.data.subarray(i * 3, i * 3 + 3))
    const clusters = [0, 1, 2, 3, 4].map((k) => pixels.filter((i) => i % 5 === k).map(read))
    const asked = drawField({ width: 30, height: 1 }, 3, () => random() * 90)
    weighColours(asked, fitColourModel(lab, invertMask(createMask(size)))).forEach((value, i) => {
      const colour = asked.data.subarray(i * 3, i * 3 + 3)
      const density = clusters.reduce(
        (sum, members) => sum + (members.length / 200) * weighGaussian(members, colour),
        0,
      )
      expect(value).toBeCloseTo(-Math.log(density + 1e-9), 5)
    })
  })
})

/** The density of a Gaussian with the mean and the covariance of its members, 1 added to variances; without the constant factor. */
function weighGaussian(members: readonly (readonly number[])[], colour: Float32Array): number {
  const mean = (read: (member: readonly number[]) => number): number =>
    members.reduce((sum, member) => sum + read(member), 0) / members.length
  const centre = [0, 1, 2].map((c) => mean((member) => member[c]!))
  const covariance = [0, 1, 2].map((c) =>
    [0, 1, 2].map((d) => mean((m) => (m[c]! - centre[c]!) * (m[d]! - centre[d]!)) + (c === d ? 1 : 0)),
  )
  const minor = (c: number, d: number): number => {
    const at = (i: number, j: number): number => covariance[(c + i) % 3]![(d + j) % 3]!
    return at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)
  }
  const determinant = [0, 1, 2].reduce((sum, d) => sum + covariance[0]![d]! * minor(0, d), 0)
  const offset = centre.map((value, c) => colour[c]! - value)
  const square = [0, 1, 2].reduce(
    (sum, c) => sum + [0, 1, 2].reduce((rest, d) => rest + offset[c]! * offset[d]! * (minor(c, d) / determinant), 0),
    0,
  )
  return Math.exp(-square / 2) / Math.sqrt(determinant)
}
