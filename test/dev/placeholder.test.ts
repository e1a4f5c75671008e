import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawPlaceholder } from '../../src/dev/placeholder.ts'

const draw = (reason: string): string =>
  drawPlaceholder({ heading: 'No <picture>', reason, message: `all of ${reason}` })

/** Every line below the heading. */
const readLines = (svg: string): string[] =>
  [...svg.matchAll(/<text x="32" y="\d+">([^<]*)<\/text>/g)].map(([, line = '']) => line)

it.each(['', 'short', 'a & b <c> "d"', 'word '.repeat(200), 'x'.repeat(1000), 'spaces\n\nand\tlines'])(
  'is an SVG that renders, whatever it says: %j',
  async (reason) => {
    const { format, width, height } = await sharp(Buffer.from(draw(reason))).metadata()
    expect({ format, width, height }).toEqual({ format: 'svg', width: 480, height: 320 })
  },
)

it('breaks a reason into lines, at spaces where there are any, and cuts it short', () => {
  expect(readLines(draw('one two three '.repeat(6)))).toEqual([
    'one two three one two three one two three one',
    'two three one two three one two three',
  ])
  const long = readLines(draw('x'.repeat(1000)))
  expect(long).toHaveLength(5)
  expect(long.at(-1)).toMatch(/^x+…$/)
})

it('holds the whole message for those who open it by itself', () => {
  expect(draw('<b>')).toContain('<desc>all of &lt;b&gt;</desc>')
})
