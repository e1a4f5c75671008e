import { describe, expect, it } from 'vitest'
import { fitBorder } from '../../../src/engines/local/backdrop/border.ts'
import { fitBackdrop } from '../../../src/engines/local/backdrop/surface.ts'
import { separateLayers } from '../../../src/engines/local/foreground/multi-level.ts'
import { paintProduct } from '../../../src/engines/local/foreground/paint.ts'
import { fitColourModel, weighColours } from '../../../src/engines/local/mask/colour-model.ts'
import { describePixels } from '../../../src/engines/local/mask/features.ts'
import { createMask, invertMask } from '../../../src/engines/local/planes/field.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import * as naiveBackdrop from './naive-backdrop.ts'
import * as naiveLayers from './naive-layers.ts'
import { drawDisc, drawField, SIZE } from './fields.ts'
import { createRandom } from './scenes.ts'

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
      expect(value).toBeCloseTo(-Math.log(density + 1e-9), 3)
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
