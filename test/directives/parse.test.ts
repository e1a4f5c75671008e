import { describe, expect, it } from 'vitest'
import { writeCanonical } from '../../src/directives/canonical.ts'
import { PLAIN_LAYOUT } from '../../src/directives/layout.ts'
import { parseDirectives, type Vocabulary } from '../../src/directives/parse.ts'
import { writeOutput } from '../../src/directives/outputs.ts'
import { hasMarker, splitSpecifier } from '../../src/directives/query.ts'

const NONE: Vocabulary = { presets: {}, defaults: '', rules: {} }

function parse(query: string, vocabulary: Vocabulary = NONE) {
  return parseDirectives(splitSpecifier(`./shoe.jpg?${query}`).query, vocabulary)
}

function layoutOf(query: string, vocabulary?: Vocabulary) {
  const parsed = parse(query, vocabulary)
  if (!parsed.ok) throw new Error(parsed.problem.expected)
  const { task } = parsed.directives
  if (task.kind !== 'matting') throw new Error(`${query} asks for no cut-out`)
  return task.layout
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
    expect(parsed).toMatchObject({
      ok: true,
      directives: { task: { kind: 'matting', layout: PLAIN_LAYOUT }, as: 'url' },
    })
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
  const shop: Vocabulary = {
    presets: { card: 'padding=20x10&center', wide: 'padding=40x0' },
    defaults: 'padding=5',
    rules: {},
  }

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

describe('rules', () => {
  const shop: Vocabulary = {
    presets: {},
    defaults: 'padding=5',
    rules: { thumb: 'imageMogr2/thumbnail/400x', toString2: 'style/x' },
  }
  const ruleOf = (query: string, vocabulary = shop) => {
    const parsed = parse(query, vocabulary)
    if (!parsed.ok) throw new Error(parsed.problem.expected)
    return parsed.directives
  }

  it.each([
    ['cos=thumb', 'imageMogr2/thumbnail/400x'],
    ['cos=imageView2/format/png', 'imageView2/format/png'],
    ['cos=style/summer', 'style/summer'],
    ['cos=imageMogr2/thumbnail/!50p%7CimageView2/format/webp', 'imageMogr2/thumbnail/!50p|imageView2/format/webp'],
    ['cos=ci-process%3DGoodsMatting%26center-layout%3D1', 'ci-process=GoodsMatting&center-layout=1'],
  ])('%s', (query, rule) => {
    expect(ruleOf(query)).toEqual({ task: { kind: 'rule', rule }, outputs: [], as: 'url' })
  })

  it('go with `as`, and leave the keys of bundlers to them', () => {
    expect(ruleOf('url&cos=thumb&as=metadata').as).toBe('metadata')
    expect(ruleOf('as=url&cos=thumb').as).toBe('url')
  })

  it.each([
    ['cos', 'cos', 'a name of `rules` (`thumb`, `toString2`), or a rule', undefined],
    ['cos=thumbs', 'cos', 'style/<name>', 'thumb'],
    ['cos=toString', 'cos', 'style/<name>', 'toString2'],
    ['cos=thumb&cos=style/x', 'cos', '`cos` once', undefined],
    ['cos=thumb&padding=20', 'padding', 'one of `cos`, `as`', undefined],
    ['cos=thumb&aas=url', 'aas', 'one of `cos`, `as`', 'as'],
    ['cos=thumb&as=srcsets', 'as', '`url`, `srcset`', undefined],
    ['cos=a/%0Ab', 'cos', 'a rule such as', undefined],
    ['cos=thumb&matting', 'cos', 'never both', undefined],
    [`cos=a/${'b'.repeat(1024)}`, 'cos', 'at most 1024 characters', undefined],
  ])('%s is refused', (query, directive, expected, nearest) => {
    const problem = problemOf(query, shop)
    expect(problem.directive).toBe(directive)
    expect(problem.expected).toContain(expected)
    expect(problem.nearest).toBe(nearest)
  })
})

describe('as', () => {
  const formOf = (query: string, vocabulary?: Vocabulary) => {
    const parsed = parse(query, vocabulary)
    return parsed.ok ? parsed.directives.as : parsed.problem
  }

  it('is a URL unless something else is asked for', () => {
    const shop: Vocabulary = { presets: { card: 'as=metadata' }, defaults: '', rules: {} }
    expect(formOf('matting')).toBe('url')
    expect(formOf('matting&as=metadata')).toBe('metadata')
    expect(formOf('matting=card', shop)).toBe('metadata')
    expect(formOf('matting=card&as=url', shop)).toBe('url')
    expect(formOf('matting&as=pictures')).toMatchObject({ expected: '`url`, `srcset`, `img`, `picture`, `metadata`' })
  })
})

describe('outputs', () => {
  const outputsOf = (query: string, vocabulary?: Vocabulary) => {
    const parsed = parse(query, vocabulary)
    if (!parsed.ok) throw new Error(`${parsed.problem.received}: ${parsed.problem.expected}`)
    return parsed.directives.outputs.map(writeOutput)
  }

  it('are none where nothing is asked for', () => {
    expect(outputsOf('matting&padding=20')).toEqual([])
    expect(outputsOf('matting&lossless=false')).toEqual([])
  })

  it('are the product of lists, formats first, whatever the order of directives', () => {
    const all = ['format=webp&w=400', 'format=webp&w=800', 'format=png&w=400', 'format=png&w=800']
    expect(outputsOf('matting&w=400;800&format=webp;png')).toEqual(all)
    expect(outputsOf('format=webp;png&matting&w=400;800')).toEqual(all)
    expect(outputsOf('matting&w=400;400')).toEqual(['w=400'])
    expect(outputsOf('matting&quality=80&lossless=true;false')).toEqual(['lossless&quality=80', 'quality=80'])
  })

  it('take more from presets and defaults, name by name', () => {
    const shop: Vocabulary = { presets: { web: 'format=webp&quality=70' }, defaults: 'w=400;800', rules: {} }
    expect(outputsOf('matting=web', shop)).toEqual(['format=webp&quality=70&w=400', 'format=webp&quality=70&w=800'])
    expect(outputsOf('matting=web&w=300&quality=50', shop)).toEqual(['format=webp&quality=50&w=300'])
  })

  it('go with rules, too', () => {
    expect(outputsOf('cos=style/x&format=avif')).toEqual(['format=avif'])
  })

  it.each([
    ['w=abc', 'w', 'a whole number'],
    ['w=0', 'w', 'a whole number'],
    ['w=400;x', 'w', 'lists are parted by `;`'],
    ['format=bmp', 'format', 'one of `png`'],
    ['fit=tight', 'fit', '`cover`'],
    ['quality=101', 'quality', '1 to 100'],
    ['effort=fast', 'effort', '`min`, `max`'],
    ['background=url(x)', 'background', 'a CSS colour'],
    ['lossless=yes', 'lossless', '`true` or `false`'],
    ['w=1&w=2', 'w', '`w` once'],
    ['format=jpg', 'format', 'a JPEG has no transparency'],
    ['wdith=3', 'wdith', 'one of `matting`'],
  ])('%s is refused', (query, directive, expected) => {
    const problem = problemOf(`matting&${query}`)
    expect(problem.directive).toBe(directive)
    expect(problem.expected).toContain(expected)
  })

  it.each([
    'format=jpg&flatten&background=white',
    'background=%23ff8800',
    'background=rgba(1,2,3,0.5)',
    'aspect=16:9',
    'position=right top',
  ])('%s is taken', (query) => {
    expect(outputsOf(`matting&${query}`).length).toBe(1)
  })
})

describe('remote photos', () => {
  const split = (specifier: string) => {
    const { path, query } = splitSpecifier(specifier)
    return [path, query.map((pair) => pair.join('=')).join(' ')]
  }

  it('keep the query of their address', () => {
    expect(split('https://x.test/a.jpg?matting&padding=2')).toEqual(['https://x.test/a.jpg', 'matting= padding=2'])
    expect(split('https://x.test/a.jpg?v=1&sign=a%2Fb&matting&t=5')).toEqual([
      'https://x.test/a.jpg?v=1&sign=a%2Fb',
      'matting= t=5',
    ])
    expect(split('https://x.test/a.jpg?padding=2&matting')).toEqual(['https://x.test/a.jpg', 'padding=2 matting='])
    expect(split('./a.jpg?v=1&matting')).toEqual(['./a.jpg', 'v=1 matting='])
    expect(split('https://x.test/a.jpg?v=1')).toEqual(['https://x.test/a.jpg?v=1', ''])
  })
})

describe('canonical form', () => {
  const canonical = (query: string, vocabulary?: Vocabulary) =>
    writeCanonical({ kind: 'matting', layout: layoutOf(query, vocabulary) })

  it('is one for all spellings of one meaning', () => {
    const spellings = [
      'matting&padding=20x20&center',
      'center=true&padding=20&matting',
      'padding-layout=20x20&matting&center-layout=1',
      'matting=card',
    ]
    const shop = { presets: { card: 'padding=20&center' }, defaults: '', rules: {} }
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
    ['./a.jpg?cos=imageView2/format/png', true],
    ['./a.jpg?url&cos=thumb', true],
    ['https://x.test/a.jpg?v=1&matting', true],
    ['./a.jpg?cosine=1', false],
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
