import { expect, it } from 'vitest'
import { html } from '../../src/markup/html.ts'

it('escapes what is put into markup, in text and in attributes', () => {
  const evil = `<img src=x onerror="alert('1')">&amp;`
  const { markup } = html`<p title="${evil}">${evil}</p>`
  const safe = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;'
  expect(markup).toBe(`<p title="${safe}">${safe}</p>`)
})

it('takes markup, lists, numbers and nothing', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`)
  const { markup } = html`<b>${items.length}</b>${items}${undefined}`
  expect(markup).toBe('<b>2</b><li>a</li><li>&lt;b&gt;</li>')
})
