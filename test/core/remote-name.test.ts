import { describe, expect, it } from 'vitest'
import { nameRemote } from '../../src/core/remote-name.ts'

describe('nameRemote', () => {
  it.each([
    ['https://x.test/img/shoe.jpg?v=1', 'shoe.jpg'],
    ['https://x.test/my%20shoe%2F.jpg', 'my-shoe-.jpg'],
    ['https://x.test/%E9%9E%8B.jpg', '鞋.jpg'],
    ['https://x.test/%', '-'],
    ['https://x.test/', 'photo'],
    ['https://', 'photo'],
  ])('%s: %s', (url, name) => {
    expect(nameRemote(url)).toBe(name)
  })
})
