import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { PRODUCTS } from '../../../bench/matting/products/index.mjs'
import { composeScene } from '../../../bench/matting/scenes/compose.mjs'
import { HALVES, listScenes, type Scene } from '../../../bench/matting/scenes/plan.mjs'
import { createRandom } from '../../../bench/matting/scenes/random.mjs'

const SCENES: Scene[] = HALVES.flatMap((half) => listScenes(half))

describe('the plan', () => {
  it('gives every photo a seed of its own', () => {
    expect(new Set(SCENES.map(({ seed }) => seed)).size).toBe(SCENES.length)
  })

  it('draws known products only, standing ones with standing ones', () => {
    for (const { kinds } of SCENES) expect(new Set(kinds.map((kind) => PRODUCTS[kind]!.lies)).size).toBe(1)
  })

  it('has the same groups in both halves', () => {
    const [tuning, heldOut] = HALVES.map((half) => listScenes(half).map(({ group }) => group))
    expect(heldOut).toEqual(tuning)
  })
})

it('draws the same numbers from the same word, evenly', () => {
  const draw = (seed: string): number[] => Array.from({ length: 1000 }, createRandom(seed).next)
  expect(draw('a')).toEqual(draw('a'))
  expect(draw('a')).not.toEqual(draw('b'))
  const mean = draw('a').reduce((sum, value) => sum + value) / 1000
  expect(mean).toBeGreaterThan(0.45)
  expect(mean).toBeLessThan(0.55)
})

it('draws a scene twice the same: photo, matte and colours of one size, the matte being the colours’ alpha', async () => {
  const scene = SCENES.find(({ name }) => name.endsWith('bowl'))!
  const [once, twice] = [await composeScene(scene), await composeScene(scene)]
  expect(twice).toEqual(once)
  const alpha = await sharp(once.colours).extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  const matte = await sharp(once.matte).extractChannel(0).raw().toBuffer()
  expect(matte.equals(alpha.data)).toBe(true)
  expect(await sharp(once.photo).metadata()).toMatchObject({ width: alpha.info.width, height: alpha.info.height })
})
