import { describe, expect, it } from 'vitest'
import { hasMarker } from '../../../src/directives/query.ts'
import { decodeQuery, readRemoteId, writeRemoteId } from '../../../src/hosts/rollup/remote.ts'

describe('ids of remote photos', () => {
  it.each([
    'https://a.example/b/shoe.jpg?matting',
    'https://a.example/b/shoe.jpg?v=2&x=%2F&matting&padding=2',
    'http://127.0.0.1:80/%E9%9E%8B%20a.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp',
    'https://a.example?matting',
  ])('keep the whole address: %s', (specifier) => {
    const id = writeRemoteId(specifier)
    expect(id).toMatch(/^\/@matting-remote\/[\w-]+\/[\w.-]+\?/)
    expect(hasMarker(id)).toBe(true)
    expect(readRemoteId(id)).toBe(specifier)
  })

  it('end with the file name', () => {
    expect(writeRemoteId('https://a.example/b/my%20shoe.jpg?matting')).toMatch(/\/my-20shoe\.jpg\?matting$/)
    expect(writeRemoteId('https://a.example/?matting')).toMatch(/\/photo\?matting$/)
  })

  it.each(['/src/shoe.jpg?matting', '/@matting-remote/bm8gYWRkcmVzcw/a.jpg?matting', '/@matting-remote/?matting'])(
    'are not %s',
    (id) => {
      expect(readRemoteId(id)).toBeUndefined()
    },
  )
})

it.each([
  ['?cos=a%7Cb%2Fc%21', '?cos=a|b%2Fc!'],
  ['?cos=a|b/c!', '?cos=a|b/c!'],
  ['?cos=text/100%25%7C', '?cos=text/100%25%7C'],
  ['?cos=50%', '?cos=50%'],
])('undoes the encoding of the query %s as servers do', (query, expected) => {
  expect(decodeQuery(query)).toBe(expected)
})
