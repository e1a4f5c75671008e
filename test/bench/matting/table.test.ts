import { expect, it } from 'vitest'
import { listMisses } from '../../../bench/matting/bar.mjs'
import { summarise, writeCalibration, writeTable } from '../../../bench/matting/table.mjs'

const GOOD = { iou: 0.99, sad: 1, mse: 0.2, gradient: 2, edge: 5 }
const POOR = { iou: 0.8, sad: 9, mse: 4, gradient: 8, edge: 10 }

it('averages a group and keeps its worst photo; what cannot be measured is left out', () => {
  const summary = summarise([GOOD, { ...POOR, edge: Number.NaN }])
  expect(summary).toMatchObject({ sad: 5, gradient: 5, edge: 5, worst: 0.8 })
  expect(summary.iou).toBeCloseTo(0.895, 8)
})

it('says what a group misses of its bar', () => {
  const [good, poor] = [summarise([GOOD]), summarise([POOR])]
  expect(listMisses('studio', good, poor, 0.99)).toEqual([])
  expect(listMisses('studio', good, good, 0.99)).toEqual(['edge 1.00 × > 0.6'])
  expect(listMisses('studio', poor, undefined, 0.8)).toEqual(['IoU 0.800 < 0.985', 'worst IoU 0.800 < 0.93'])
})

it('forgives clutter that carries a warning', () => {
  const poor = summarise([POOR])
  expect(listMisses('clutter', poor, undefined, Number.NaN)).toEqual([])
  expect(listMisses('clutter', poor, undefined, 0.8)).toEqual(['IoU 0.800 < 0.9'])
})

it('puts ours beside the peer', () => {
  const row = { name: 'cropped-01-shoe', group: 'cropped', confidence: 1, ours: GOOD, peer: POOR }
  expect(writeTable([row])).toContain(
    '| cropped (1) | .990 (.990) / .800 (.800) | 1.00 / 9.00 (0.11 ×) | 0.20 / 4.00 (0.05 ×) | 2.00 / 8.00 (0.25 ×) | 5.00 / 10.00 (0.50 ×) | – |',
  )
})

it('counts the right ones among the confident and names the others', () => {
  const rows = [
    { name: 'a', group: 'studio', confidence: 0.95, ours: GOOD },
    { name: 'b', group: 'studio', confidence: 0.93, ours: POOR },
    { name: 'c', group: 'studio', confidence: 0.4, ours: POOR },
    { name: 'd', group: 'studio', confidence: 0.5, ours: GOOD },
  ]
  const text = writeCalibration(rows)
  expect(text).toContain('in 1 of 2 (50 %)')
  expect(text).toContain('Warned of: 2 of 4 (50 %), 1 of them needlessly')
  expect(text).toContain('- b: confidence 0.93, IoU .800')
  expect(text).not.toContain('- c:')
})
