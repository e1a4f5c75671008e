import { expect, it } from 'vitest'
import { cutOut } from '../../../src/engines/local/cut-out.ts'
import { measureIoU, readAlpha } from '../../support/matte-metrics.ts'
import { loadNet } from './shipped-net.ts'
import { drawScene, mugShape } from './scenes.ts'

it('a prior stands for the mask network, which is not asked', () => {
  const { photo, truth } = drawScene({ shape: mugShape, colour: () => [60, 90, 150] })
  const side = 64
  const data = Float32Array.from({ length: side * side }, (_, i) =>
    mugShape(((i % side) + 0.5) / side, (Math.floor(i / side) + 0.5) / side) ? 0.98 : 0.02,
  )
  const askNobody = (): never => expect.fail('the network was asked')
  const nets = { mask: askNobody, alpha: loadNet('alpha-net') }
  const { raster, confidence } = cutOut(photo, nets, { data, width: side, height: side, channels: 1 })
  expect(measureIoU(readAlpha(raster), readAlpha(truth))).toBeGreaterThan(0.97)
  expect(confidence).toBeGreaterThan(0.85)
})
