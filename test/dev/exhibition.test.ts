import { expect, it } from 'vitest'
import { MattingError } from '../../src/core/errors.ts'
import { createExhibition } from '../../src/dev/exhibition.ts'
import { describeAsset, describeSitting } from './support.ts'

const fail = (message: string, fix?: string) => () =>
  Promise.reject(new MattingError('ENGINE_FAILED', message, { fix, specifier: './shoe.jpg?matting' }))

it('shows a picture while it is being made, and when it is done', async () => {
  const { follow, listSince } = createExhibition()
  let finish: (asset: ReturnType<typeof describeAsset>) => void = () => undefined
  const done = follow(describeSitting({ make: () => new Promise((resolve) => (finish = resolve)) }))
  expect(listSince(0).map(({ state }) => state)).toEqual([{ kind: 'working' }])
  finish(describeAsset())
  const asset = await done
  expect(listSince(0).map(({ state }) => state)).toEqual([{ kind: 'done', asset }])
})

it('has one exhibit for a photo and its directives, with all importers', async () => {
  const exhibition = createExhibition()
  await exhibition.follow(describeSitting())
  await exhibition.follow(describeSitting({ importer: 'src/main.css' }))
  await exhibition.follow(describeSitting({ specifier: './shoe.jpg?matting&center' }))
  await exhibition.follow(describeSitting({ photo: '/shop/src/hat.jpg' }))
  const exhibits = exhibition.listSince(0)
  expect(exhibits.map(({ importers }) => [...importers])).toEqual([
    ['src/main.js', 'src/main.css'],
    ['src/main.js'],
    ['src/main.js'],
  ])
  expect(exhibits.map(({ id }) => exhibition.find(id))).toEqual(exhibits)
  expect(exhibits.map(({ id }) => id).join()).toMatch(/^[\da-f]{20}(?:,[\da-f]{20})+$/)
})

it('remembers how a picture was made when it is found in the cache later, until the photo changes', async () => {
  const { follow, listSince } = createExhibition()
  const readOrigin = () =>
    listSince(0).map(({ state }) => state.kind === 'done' && [state.asset.cached, state.asset.ms])
  await follow(describeSitting({ make: async () => describeAsset({ paid: true, ms: 900 }) }))
  const [{ revision = 0 } = {}] = listSince(0)
  await follow(describeSitting({ make: async () => describeAsset({ cached: true, ms: 1 }) }))
  expect(readOrigin()).toEqual([[false, 900]])
  expect(listSince(revision)).toEqual([])
  await follow(describeSitting({ make: async () => describeAsset({ key: 'other', ms: 700 }) }))
  expect(readOrigin()).toEqual([[false, 700]])
  expect(listSince(revision)).toHaveLength(1)
})

it('shows why a picture failed, until it is made', async () => {
  const { follow, listSince, hasFailed } = createExhibition()
  await expect(follow(describeSitting({ make: fail('It broke.', 'Mend it.') }))).rejects.toThrow('It broke.')
  expect(listSince(0)[0]?.state).toEqual({ kind: 'failed', failure: { message: 'It broke.', fix: 'Mend it.' } })
  expect(hasFailed('/shop/src/shoe.jpg')).toBe(true)
  expect(hasFailed('/shop/src/hat.jpg')).toBe(false)
  await follow(describeSitting())
  expect(listSince(0)[0]?.state.kind).toBe('done')
  expect(hasFailed('/shop/src/shoe.jpg')).toBe(false)
})

it('takes no server that closes for a failure', async () => {
  const { follow, listSince } = createExhibition()
  const make = () => Promise.reject(new MattingError('ABORTED', 'The build was given up.'))
  await expect(follow(describeSitting({ make }))).rejects.toThrow('given up')
  expect(listSince(0)[0]?.state.kind).toBe('working')
})
