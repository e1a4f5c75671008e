import { beforeAll, describe, expect, it } from 'vitest'
import { cutOut, type Nets } from '../../../src/engines/local/cut-out.ts'
import { isHole, type EnclosedArea } from '../../../src/engines/local/mask/holes.ts'
import { bottleShape, drawScene, ellipse, rectangle, type SceneOptions } from './scenes.ts'
import { loadNets } from './shipped-net.ts'

/** The gap of a thin loop: the network is undecided, the colours are the backdrop's. */
const GAP: EnclosedArea = {
  label: 2,
  area: 600,
  probability: 0.45,
  lighter: 1,
  hue: 1.6,
  isWhite: false,
  ring: 0.03,
  alike: 0,
}

describe('an enclosed area', () => {
  it.each<[string, Partial<EnclosedArea>, boolean]>([
    ['in a thin loop is a hole', {}, true],
    ['is none where the network is sure of the product', { probability: 0.8 }, false],
    ['deep inside is a dial or a label', { ring: 0.08 }, false],
    ['of the product’s own colour is a part of it', { alike: 0.2 }, false],
    ['of another lightness is a part of the product', { lighter: 6 }, false],
    ['of another hue is a part of the product', { hue: 7 }, false],
    ['of a few pixels tells nothing', { area: 8 }, false],
    ['in white is rather a label', { isWhite: true }, false],
    ['in white is a hole where the network thinks so too', { isWhite: true, probability: 0.2 }, true],
    ['in shade is a hole where the network thinks so', { probability: 0.3, lighter: -9, hue: 4, ring: 0.2 }, true],
    ['that the network is sure of is a hole, whatever encloses it', { probability: 0.01, ring: 0.2, alike: 0.3 }, true],
    ['may have a hue that bled in where the network is sure', { probability: 0.2, hue: 7, ring: 0.2 }, true],
    ['of a foreign hue is none even then', { probability: 0.01, hue: 12 }, false],
  ])('%s', (_name, traits, expected) => {
    expect(isHole({ ...GAP, ...traits }, true)).toBe(expected)
  })

  it('on a backdrop that is no sheet is a hole only where the network is sure', () => {
    expect(isHole(GAP, false)).toBe(false)
    expect(isHole({ ...GAP, probability: 0.01, hue: 12 }, false)).toBe(true)
  })
})

describe('holes of whole photos', () => {
  let nets: Nets
  beforeAll(() => {
    nets = loadNets()
  })

  /** Alpha of the cut-out at a point given as shares of the sides. */
  function readAlphaAt(options: SceneOptions, x: number, y: number): number {
    const { raster } = cutOut(drawScene(options).photo, nets)
    const at = Math.floor(y * raster.height) * raster.width + Math.floor(x * raster.width)
    return raster.data[at * 4 + 3]!
  }

  const warm = (x: number, y: number): [number, number, number] => [236 - 22 * y, 230 - 22 * y, 220 - 22 * y - 8 * x]
  const white = (): [number, number, number] => [250, 250, 250]
  const body = rectangle(0.25, 0.45, 0.75, 0.8)
  const [outer, inner] = [ellipse(0.5, 0.45, 0.2, 0.26), ellipse(0.5, 0.45, 0.17, 0.23)]

  it('opens the loop of a thin strap over a warm grey gradient', () => {
    const alpha = readAlphaAt(
      {
        width: 600,
        height: 600,
        shape: (x, y) => body(x, y) || (outer(x, y) && !inner(x, y)),
        colour: (x) => [150 + 30 * x, 110, 80],
        backdrop: warm,
      },
      0.5,
      0.36,
    )
    expect(alpha).toBe(0)
  })

  it('keeps a label a little darker than the warm backdrop', () => {
    const label = rectangle(0.42, 0.5, 0.58, 0.6)
    const darker = (x: number, y: number): [number, number, number] => {
      const [r, g, b] = warm(x, y)
      return [r - 14, g - 14, b - 14]
    }
    const alpha = readAlphaAt(
      {
        width: 400,
        height: 400,
        shape: bottleShape,
        colour: (x, y) => (label(x, y) ? darker(x, y) : [120, 40, 60]),
        backdrop: warm,
      },
      0.5,
      0.55,
    )
    expect(alpha).toBe(255)
  })

  it('keeps the label of a white bottle on white', () => {
    const label = rectangle(0.42, 0.5, 0.58, 0.6)
    const alpha = readAlphaAt(
      {
        width: 400,
        height: 400,
        shape: bottleShape,
        colour: (x, y) => (label(x, y) ? [240, 240, 239] : [225, 226, 228]),
        backdrop: white,
      },
      0.5,
      0.55,
    )
    expect(alpha).toBe(255)
  })

  it('keeps the white inside of a bowl', () => {
    const inside = ellipse(0.5, 0.415, 0.3, 0.085)
    const front = ellipse(0.5, 0.42, 0.32, 0.36)
    const rim = ellipse(0.5, 0.42, 0.32, 0.1)
    const whitish = (x: number): [number, number, number] => {
      const shade = 30 * Math.abs(x - 0.5)
      return [244 - shade, 243 - shade, 240 - shade]
    }
    const alpha = readAlphaAt(
      {
        width: 600,
        height: 600,
        shape: (x, y) => rim(x, y) || (front(x, y) && y > 0.42),
        colour: (x, y) => (inside(x, y) ? [238, 234, 226] : whitish(x)),
        backdrop: (_x, y) => [232 - 26 * y, 232 - 25 * y, 234 - 24 * y],
      },
      0.5,
      0.415,
    )
    expect(alpha).toBe(255)
  })
})
