import { describe, expect, it } from 'vitest'
import type { Layout } from '../../../src/directives/layout.ts'
import { renderLocalKey, renderResultKey, renderSourceKey } from '../../../src/engines/cos/keys.ts'
import { renderPicOperations, renderRule } from '../../../src/engines/cos/operations.ts'
import { matting, rule } from './setting.ts'

const RULES: [Layout, string][] = [
  [{ center: false, padding: { dx: 0, dy: 0 } }, 'ci-process=GoodsMatting'],
  [{ center: true, padding: { dx: 0, dy: 0 } }, 'ci-process=GoodsMatting&center-layout=1'],
  [{ center: false, padding: { dx: 20, dy: 0 } }, 'ci-process=GoodsMatting&padding-layout=20x0'],
  [{ center: true, padding: { dx: 20, dy: 10 } }, 'ci-process=GoodsMatting&center-layout=1&padding-layout=20x10'],
]

describe('renderRule', () => {
  it.each(RULES)('writes %j as %s', (layout, rule) => {
    expect(renderRule({ kind: 'matting', layout })).toBe(rule)
  })
})

describe('renderPicOperations', () => {
  it('is compact JSON with an absolute fileid', () => {
    expect(renderPicOperations([{ key: 'matting/out/a.png', rule: 'ci-process=GoodsMatting' }])).toBe(
      '{"is_pic_info":1,"rules":[{"fileid":"/matting/out/a.png","rule":"ci-process=GoodsMatting"}]}',
    )
  })

  it('names the bucket of the result only where it is another one', () => {
    expect(renderPicOperations([{ key: 'a', rule: 'style/x' }], 'results-1250000000')).toBe(
      '{"is_pic_info":1,"rules":[{"bucket":"results-1250000000","fileid":"/a","rule":"style/x"}]}',
    )
  })

  it('is ASCII without line breaks and means the same', () => {
    const key = 'schuhe\n/kleiner Schuh é 鞋 👟.png'
    const header = renderPicOperations([{ key, rule: 'x' }])
    expect(header).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(header)).toEqual({ is_pic_info: 1, rules: [{ fileid: `/${key}`, rule: 'x' }] })
  })
})

describe('object keys', () => {
  const identity = { photo: 'a'.repeat(64), task: matting() }

  it('keeps a source under its hash', () => {
    expect(renderSourceKey('matting/', { sha256: 'b'.repeat(64), extension: 'jpg' })).toBe(
      `matting/src/${'b'.repeat(64)}.jpg`,
    )
  })

  it('is stable: objects that are paid for must be found for ever', () => {
    expect(renderResultKey('matting/', identity)).toMatchInlineSnapshot(
      `"matting/out/c26f72f620290795bed91c5e0ffd173e5663a8ccd5c4ce4d9307200b9f61659e.png"`,
    )
  })

  it('changes with everything that changes pixels', () => {
    const keys = [
      renderResultKey('', identity),
      renderResultKey('', { ...identity, photo: 'c'.repeat(64) }),
      renderResultKey('', { ...identity, task: matting(0, true) }),
      renderResultKey('', { ...identity, task: rule('imageView2/format/png') }),
      renderLocalKey('', { ...identity, output: '', extension: 'png' }),
      renderLocalKey('', { ...identity, output: 'w=40', extension: 'png' }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys[0]).toMatch(/^out\/[\da-f]{64}\.png$/)
    expect(keys[3]).toMatch(/^out\/[\da-f]{64}$/)
  })
})
