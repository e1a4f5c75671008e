import { expect, it } from 'vitest'
import { createImports, writeNear } from '../../../src/hosts/rollup/imports.ts'
import { createMatting } from '../../../src/matting.ts'
import { createCountingEngine } from '../support.ts'

const ADDRESS = 'https://pictures.example/a/shoe.jpg?v=2'
const nowhere = { resolve: async () => null }
/** What the module of metadata imports. */
const nameOf = (id: string) => writeNear(id).replace('&as=metadata', '')
const start = () => createImports(() => createMatting({ engine: createCountingEngine().engine, cache: false }))

it('finds an import that a bundler kept the id of, and its picture', async () => {
  const id = await start().resolve(nowhere, `${ADDRESS}&matting&as=metadata`, '/shop/main.js')
  const later = start()
  expect(await later.find(id)).toMatchObject({ photo: ADDRESS, request: { directives: { as: 'metadata' } } })
  const picture = await later.resolve(nowhere, nameOf(id), id)
  expect(picture).toBe(await later.resolve(nowhere, `${ADDRESS}&matting`, '/shop/main.js'))
})

it('tells of a picture behind metadata with the importer of the metadata', async () => {
  const imports = start()
  const id = await imports.resolve(nowhere, `${ADDRESS}&matting&as=metadata`, '/shop/main.js')
  const picture = await imports.resolve(nowhere, nameOf(id), id)
  const { request } = await imports.find(picture)
  expect(request.importer).toBe((await imports.find(id)).request.importer)
  expect(request.directives.as).toBe('url')
})
