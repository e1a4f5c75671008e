import { describe, expect, it } from 'vitest'
import { checkResult, findDoubt, type ResultFacts } from '../../src/core/check.ts'
import { createKey } from '../../src/core/key.ts'
import { parseRequest } from '../../src/core/request.ts'
import { runOnce } from '../../src/core/single-flight.ts'
import { summarizeCuts } from '../../src/core/summary.ts'

describe('createKey', () => {
  const parts = { engine: { name: 'local', version: '1' }, source: 'a'.repeat(64), directives: 'center=1' }

  it('is stable across machines and versions of Node', () => {
    expect(createKey(parts)).toBe('ca881459dc105a2212dffdd5f0065e74412c8f7f2c44d7c6ea054f72b62cd6c6')
  })

  it('changes with all that changes pixels', () => {
    const keys = [
      parts,
      { ...parts, engine: { name: 'cos', version: '1' } },
      { ...parts, engine: { name: 'local', version: '2' } },
      { ...parts, source: 'b'.repeat(64) },
      { ...parts, directives: '' },
    ].map(createKey)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('parseRequest', () => {
  it('names import, importer, directive, received, expected and nearest', () => {
    const parse = () =>
      parseRequest('./shoe.jpg?matting&paddding=20', 'src/app.js', { presets: {}, defaults: '', rules: {} })
    expect(parse).toThrowError(
      expect.objectContaining({
        code: 'INVALID_DIRECTIVE',
        specifier: './shoe.jpg?matting&paddding=20',
        importer: 'src/app.js',
        message: expect.stringMatching(/`paddding`.*received `paddding=20`.*expected one of.*Did you mean `padding`/s),
      }),
    )
  })

  it('decodes the query only', () => {
    const request = parseRequest('./my%20shoe.jpg?matting&padding=20x10', undefined, {
      presets: {},
      defaults: '',
      rules: {},
    })
    expect(request.path).toBe('./my%20shoe.jpg')
  })
})

describe('runOnce', () => {
  it('runs work once for callers at the same time, and again after it ended', async () => {
    const flights = new Map<string, Promise<unknown>>()
    let runs = 0
    const work = () => Promise.resolve(++runs)
    expect(await Promise.all([runOnce(flights, 'a', work), runOnce(flights, 'a', work)])).toEqual([1, 1])
    expect(await runOnce(flights, 'a', work)).toBe(2)
    expect(flights.size).toBe(0)
  })

  it('forgets failures', async () => {
    const flights = new Map<string, Promise<unknown>>()
    await expect(runOnce(flights, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await runOnce(flights, 'a', () => Promise.resolve('yes'))).toBe('yes')
  })
})

describe('checkResult', () => {
  const facts: ResultFacts = {
    format: 'png',
    width: 10,
    height: 10,
    hasAlpha: true,
    box: { x: 0, y: 0, width: 10, height: 10 },
    coverage: 0.4,
    transparent: true,
    sha256: 'r',
  }

  it('accepts a cut-out', () => {
    expect(() => checkResult(facts, 'cos', 's')).not.toThrow()
  })

  it.each([
    [{ format: 'jpeg' }, /jpeg file instead of a PNG/],
    [{ sha256: 's' }, /the original photo/],
    [{ transparent: false }, /without transparency/],
  ])('refuses %j', (change, message) => {
    expect(() => checkResult({ ...facts, ...change }, 'cos', 's')).toThrow(message)
  })
})

describe('findDoubt', () => {
  it.each([
    [{ coverage: 0.4 }, undefined],
    [{ coverage: 0.4, confidence: 0.95 }, undefined],
    [{ coverage: 0.001 }, /nearly empty/],
    [{ coverage: 0.999 }, /nearly nothing was cut away/],
    [{ coverage: 0.4, confidence: 0.5 }, /doubtful \(confidence 0\.50\)/],
  ])('%j', (cut, expected) => {
    const doubt = findDoubt(cut)
    if (expected === undefined) expect(doubt).toBeUndefined()
    else expect(doubt).toMatch(expected)
  })
})

describe('summarizeCuts', () => {
  const entry = {
    ...{ name: 'shoe.jpg?matting', cached: false, paidFor: undefined, found: false },
    ...{ engine: 'local', bytes: 4100, started: 100, ended: 900 },
  }

  it('counts each image once, as it was made', () => {
    const entries = [
      { ...entry, key: 'a' },
      { ...entry, key: 'a', cached: true },
      { ...entry, key: 'b', cached: true },
      { ...entry, key: 'c', engine: 'cos', paidFor: 'plain', started: 500, ended: 1300 },
      { ...entry, key: 'd', engine: 'cos', paidFor: 'plain', started: 500, ended: 1300 },
    ]
    expect(summarizeCuts([...entries, { ...entry, key: 'e', engine: 'cos', found: true }])).toMatch(
      /^5 images · 1 cached · 1 found by cos · 3 cut by cos, local in/,
    )
    expect(summarizeCuts(entries)?.split('\n')[0]).toBe('4 images · 1 cached · 3 cut by cos, local in 1.2 s · 1 paid')
    const price = { amount: 0.1, currency: 'CNY' }
    expect(summarizeCuts(entries, price)).toMatch(/· 1 paid, about 0\.1 CNY\n/)
  })

  it('tabulates what was not there', () => {
    const entries = [
      { ...entry, key: 'b', name: 'img/shoe.jpg?matting&center=1', paidFor: 'b', engine: 'cos', bytes: 412_000 },
      { ...entry, key: 'c', cached: true },
      { ...entry, key: 'a', name: 'img/bag.jpg?matting', ended: 12_400 },
      { ...entry, key: 'd', name: 'img/tie.jpg?matting', engine: 'cos', found: true },
    ]
    expect(summarizeCuts(entries)?.split('\n').slice(1)).toEqual([
      '  img/bag.jpg?matting            local  local  12.3 s    5 kB',
      '  img/shoe.jpg?matting&center=1  cos    paid    0.8 s  412 kB',
      '  img/tie.jpg?matting            cos    found   0.8 s    5 kB',
    ])
    const many = Array.from({ length: 100 }, (_, index) => ({ ...entry, key: `${index}` }))
    expect(summarizeCuts(many)?.split('\n').at(-1)).toBe('  … and 60 more')
  })

  it('says little when all is cached, nothing when there was nothing', () => {
    expect(summarizeCuts([{ ...entry, key: 'a', cached: true }])).toBe('1 image · 1 cached')
    expect(summarizeCuts([])).toBeUndefined()
  })
})
