import { describe, expect, it } from 'vitest'
import { findInMarkup } from '../../src/scan/markup.ts'

const find = (text: string) => findInMarkup(text).map(({ specifier, place }) => `${place} ${specifier}`)

describe('findInMarkup', () => {
  it.each<[string, string[]]>([
    ['<img src="a.jpg?matting">', ['markup a.jpg?matting']],
    ["<img alt='it' src='./a.jpg?matting&amp;padding=2'>", ['markup ./a.jpg?matting&padding=2']],
    ['<img src=/img/a.jpg?matting&center>', ['markup /img/a.jpg?matting&center']],
    [
      '<img srcset="a.jpg?w=4&amp;matting 1x, b.jpg?matting&amp;w=8 2x">',
      ['markup a.jpg?w=4&matting', 'markup b.jpg?matting&w=8'],
    ],
    [
      '<video poster="a.jpg?matting"></video><link rel=icon href="b.png?matting">',
      ['markup a.jpg?matting', 'markup b.png?matting'],
    ],
    ['<p style="background: url(\'a.jpg?matting\')">', ['markup a.jpg?matting']],
    [`<img :src="require('./a.jpg?matting')">`, ['markup ./a.jpg?matting']],
    [`<img src={import('./a.jpg?matting')} on:load={() => x > 1}>`, ['markup ./a.jpg?matting']],
    ['<!-- <img src="a.jpg?matting"> --><img src="b.jpg?matting">', ['markup b.jpg?matting']],
    ['<p>Write src, as in ./a.jpg?matting</p>', []],
    ['<img src="a.jpg" alt="?matting">', []],
    ['<img src="a.jpg?matting {{ x }}">', []],
  ])('reads %s', (text, expected) => {
    expect(find(text)).toEqual(expected)
  })

  it('reads the code and the styles of a component as such', () => {
    const text = [
      '<template><img src="./a.jpg?matting"></template>',
      `<script setup lang="ts">\nimport b from './b.jpg?matting' // './x.jpg?matting'\n</script>`,
      '<style scoped>\n.c { background: url(./c.jpg?matting) } /* url(./x.jpg?matting) */\n</style>',
    ].join('\n')
    expect(find(text)).toEqual(['script ./b.jpg?matting', 'style ./c.jpg?matting', 'markup ./a.jpg?matting'])
    for (const { specifier, at } of findInMarkup(text)) expect(text.slice(at).startsWith(specifier)).toBe(true)
  })

  it('reads the code at the top of an Astro component', () => {
    const text = "---\nimport a from './a.jpg?matting'\n---\n<img src={a} title='./x.jpg?mattings'>\n---\n"
    expect(find(text)).toEqual(['script ./a.jpg?matting'])
  })
})
