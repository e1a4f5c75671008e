import { expect, it } from 'vitest'
import { LOCAL_VERSION } from '../../../src/engines/local/identity.ts'
import { createLocalEngine } from '../../../src/engines/local/index.ts'
import { describeEmbedded } from '../embedded-contract.ts'

describeEmbedded('the embedded engine', async () => createLocalEngine())

it('is named and has a version', () => {
  expect(createLocalEngine()).toMatchObject({ name: 'local', version: LOCAL_VERSION })
})
