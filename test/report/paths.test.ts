import { homedir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { createPathWriter } from '../../src/report/paths.ts'

const paths = createPathWriter('/work/shops/shoes')

describe('paths in a report', () => {
  it.each([
    ['/work/shops/shoes/src/a.jpg', 'src/a.jpg'],
    ['/work/shops/shared/a.jpg?v=1', '../shared/a.jpg'],
    ['/mnt/photos/a.jpg', 'a.jpg'],
    ['virtual:photos', 'virtual:photos'],
    ['https://me:pw@img.example/a.jpg?token=1', 'https://img.example/a.jpg'],
  ])('%s is shown as %s', (path, shown) => {
    expect(paths.file(path)).toBe(shown)
  })

  it.each([
    ['The photo /work/shops/shoes/src/a.jpg does not exist.', 'The photo src/a.jpg does not exist.'],
    ['Nothing in /work/shops/shoes at all', 'Nothing in . at all'],
    [`Not in ${homedir()}/cache`, 'Not in ~/cache'],
    ['/a.jpg?q-signature=abc', '/a.jpg?q-signature=***'],
  ])('text: %s', (text, shown) => {
    expect(paths.text(text)).toBe(shown)
  })
})
