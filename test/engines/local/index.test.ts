import { expect, it } from 'vitest'
import { createLocalEngine } from '../../../src/engines/local/index.ts'
import { describeEmbedded } from '../embedded-contract.ts'

describeEmbedded('the embedded engine', async () => createLocalEngine())

it('is named and has a version', () => {
  expect(createLocalEngine()).toMatchObject({ name: 'local', version: '1' })
})
