import { describe, expect, it } from 'vitest'
import { writeCanonical } from '../../src/directives/canonical.ts'
import { PLAIN_LAYOUT } from '../../src/directives/layout.ts'
import { parseDirectives, type Vocabulary } from '../../src/directives/parse.ts'
import { hasMarker, splitSpecifier } from '../../src/directives/query.ts'

const NONE: Vocabulary = { presets: {}, defaults: '' }

function parse(query: string, vocabulary: Vocabulary = NONE) {
  return parseDirectives(splitSpecifier(`./shoe.jpg?${query}`).query, vocabulary)
}

function layoutOf(query: string, vocabulary?: Vocabulary) {
  const parsed = parse(query, vocabulary)
  if (!parsed.ok) throw new Error(parsed.problem.expected)
  return parsed.directives.layout
}

function problemOf(query: string, vocabulary?: Vocabulary) {
  const parsed = parse(query, vocabulary)
  if (parsed.ok) throw new Error(`${query} was accepted`)
  return parsed.problem
}

describe('valid directives', () => {
  it.each([
    ['matting', PLAIN_LAYOUT],
    ['matting=', PLAIN_LAYOUT],
    ['matting&padding=20x10', { center: false, padding: { dx: 20, dy: 10 } }],
    ['padding=20x10&matting', { center: false, padding: { dx: 20, dy: 10 } }],
    ['matting&padding=7', { center: false, padding: { dx: 7, dy: 7 } }],
    ['matting&padding=1000x0', { center: false, padding: { dx: 1000, dy: 0 } }],
    ['matting&padding-layout=3x4', { center: false, padding: { dx: 3, dy: 4 } }],
    ['matting&center', { center: true, padding: { dx: 0, dy: 0 } }],
    ['matting&center=', { center: true, padding: { dx: 0, dy: 0 } }],
    ['matting&center=1', { center: true, padding: { dx: 0, dy: 0 } }],
    ['matting&center=true', { center: true, padding: { dx: 0, dy: 0 } }],
    ['matting&center=0', PLAIN_LAYOUT],
    ['matting&center=false', PLAIN_LAYOUT],
    ['matting&center-layout=1', { center: true, padding: { dx: 0, dy: 0 } }],
    ['matting&center&center-layout=1', { center: true, padding: { dx: 0, dy: 0 } }],
  ])('%s', (query, layout) => {
    expect(layoutOf(query)).toEqual(layout)
  })

  it('leaves the keys of bundlers to them, with their values', () => {
    const parsed = parse('import&matting&t=123&v=abc&url&no-inline')
    expect(parsed).toMatchObject({ ok: true, directives: { layout: PLAIN_LAYOUT } })
    expect(parsed.ok && [...parsed.bundlerQuery]).toEqual([
      ['import', ''],
      ['t', '123'],
      ['v', 'abc'],
      ['url', ''],
      ['no-inline', ''],
    ])
  })
})

describe('invalid directives name what was received, what is expected and what was meant', () => {
  it.each([
    ['matting&padding=1001', 'padding', 'padding=1001', '0 to 1000'],
    ['matting&padding=20x1001', 'padding', 'padding=20x1001', '0 to 1000'],
    ['matting&padding=-1', 'padding', 'padding=-1', '0 to 1000'],
    ['matting&padding=1.5', 'padding', 'padding=1.5', 'whole pixels'],
    ['matting&padding=20x10x5', 'padding', 'padding=20x10x5', '<dx>x<dy>'],
    ['matting&padding=20%', 'padding', 'padding=20%', '<dx>x<dy>'],
    ['matting&padding', 'padding', 'padding', '<dx>x<dy>'],
    ['matting&padding-layout=9999', 'padding-layout', 'padding-layout=9999', '0 to 1000'],
    ['matting&center=2', 'center', 'center=2', '`true` or `false`'],
    ['matting&center=yes', 'center', 'center=yes', '`true` or `false`'],
    ['matting&padding=1&padding=2', 'padding', 'padding=1&padding=2', '`padding` once'],
    ['matting&padding=1&padding-layout=2', 'padding-layout', 'padding=1&padding-layout=2', 'once'],
    ['matting&cos=imageView2/format/png', 'cos', 'cos=imageView2/format/png', 'never both'],
    ['matting&__proto__=1', '__proto__', '__proto__=1', 'one of'],
    ['matting&constructor', 'constructor', 'constructor', 'one of'],
  ])('%s', (query, directive, received, expected) => {
    const problem = problemOf(query)
    expect(problem).toMatchObject({ directive, received })
    expect(problem.expected).toContain(expected)
  })

  it.each([
    ['matting&paddding=20', 'padding'],
    ['matting&pading=20', 'padding'],
    ['matting&centre', 'center'],
    ['matting&Center', 'center'],
    ['matting&padding_layout=1x1', 'padding-layout'],
    ['matting&zoom=3', undefined],
  ])('%s → %s', (query, nearest) => {
    expect(problemOf(query).nearest).toBe(nearest)
  })
})

describe('presets and defaults', () => {
  const shop: Vocabulary = { presets: { card: 'padding=20x10&center', wide: 'padding=40x0' }, defaults: 'padding=5' }

  it('start from the defaults, then the preset, then the import', () => {
    expect(layoutOf('matting', shop)).toEqual({ center: false, padding: { dx: 5, dy: 5 } })
    expect(layoutOf('matting=card', shop)).toEqual({ center: true, padding: { dx: 20, dy: 10 } })
    expect(layoutOf('matting=card&padding=1', shop)).toEqual({ center: true, padding: { dx: 1, dy: 1 } })
    expect(layoutOf('center=0&matting=card', shop)).toEqual({ center: false, padding: { dx: 20, dy: 10 } })
  })

  it('name the nearest preset', () => {
    expect(problemOf('matting=crad', shop)).toMatchObject({ directive: 'matting', nearest: 'card' })
    expect(problemOf('matting=toString', shop).expected).toContain('`card`, `wide`')
    expect(problemOf('matting=card').expected).toContain('no presets')
  })
})

describe('canonical form', () => {
  const canonical = (query: string, vocabulary?: Vocabulary) => writeCanonical({ layout: layoutOf(query, vocabulary) })

  it('is one for all spellings of one meaning', () => {
    const spellings = [
      'matting&padding=20x20&center',
      'center=true&padding=20&matting',
      'padding-layout=20x20&matting&center-layout=1',
      'matting=card',
    ]
    const shop = { presets: { card: 'padding=20&center' }, defaults: '' }
    expect(new Set(spellings.map((query) => canonical(query, shop)))).toEqual(new Set(['center=1&padding=20x20']))
  })

  it('leaves defaults out', () => {
    expect(canonical('matting&center=0&padding=0')).toBe('')
  })
})

describe('marker', () => {
  it.each([
    ['./a.jpg?matting', true],
    ['./a.jpg?padding=1&matting', true],
    ['./a.jpg?matting=card&center', true],
    ['./a.jpg?matting#x', true],
    ['C:\\a b.jpg?import&matting&t=1', true],
    ['./a.jpg', false],
    ['./a.jpg?mattings', false],
    ['./a.jpg?nomatting', false],
    ['./a.jpg?x=matting', false],
    ['./matting.js', false],
    ['./a.jpg#?matting', true],
    ['\0virtual?matting', false],
    ['?matting', false],
  ])('%j: %s', (specifier, marked) => {
    expect(hasMarker(specifier)).toBe(marked)
  })
})
