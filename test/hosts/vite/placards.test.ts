import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { createPlacards } from '../../../src/hosts/vite/placards.ts'

/** What Vite makes of a file to be inlined. */
async function inline(path: string): Promise<string> {
  const [file = '', query] = path.split('?')
  expect(query).toBe('inline')
  return `data:text/plain;base64,${(await readFile(file)).toString('base64')}`
}

it('gives a style sheet addresses in the place of inlined placards', async () => {
  const { put, replace } = createPlacards()
  const [a, b] = [
    await inline(await put('https://a.example/1.png')),
    await inline(await put("https://a.example/(2)'.png")),
  ]
  const picture = 'data:image/png;base64,iVBORw0KGgo='
  expect(replace(`.a{background:url(${a}),url("${b}")}.b{background:url(${picture})}`)).toBe(
    `.a{background:url(https://a.example/1.png),url("https://a.example/%282%29%27.png")}.b{background:url(${picture})}`,
  )
})

it('gives the same address the same placard, and leaves other style sheets alone', async () => {
  const { put, replace } = createPlacards()
  expect(await put('https://a.example/1.png')).toBe(await createPlacards().put('https://a.example/1.png'))
  expect(replace('.a{color:red}')).toBe('.a{color:red}')
})
