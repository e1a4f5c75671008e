import { expect, onTestFinished } from 'vitest'
import { sha256 } from '../../src/core/hash.ts'
import { openShared, type SharedStore } from '../../src/store/shared.ts'
import { createMemoryLogger } from '../support/logger.ts'
import type { Picture } from './picture.ts'

/** Opens a shared store as a pipeline does, closed at the end of the test. */
export async function openForTest(store: unknown, { readonly = false } = {}) {
  const logger = createMemoryLogger()
  const shared = await openShared(store, { readonly, logger })
  if (shared === undefined) throw new Error('no store')
  onTestFinished(() => shared.close())
  return { shared, logger, warnings: logger.warnings }
}

export async function share(shared: SharedStore, ...pictures: readonly Picture[]): Promise<void> {
  for (const { key, record, bytes } of pictures) shared.keep(key, record, bytes)
  await shared.settle()
}

export async function expectShared(shared: SharedStore, { key, record, bytes }: Picture): Promise<void> {
  expect(await shared.find(key)).toEqual(record)
  const found = await shared.read(record.sha256, record.bytes)
  expect(found && sha256(found)).toBe(sha256(bytes))
}

export async function expectMissing(shared: SharedStore, { key, record }: Picture): Promise<void> {
  const found = await shared.find(key)
  expect(found === undefined || (await shared.read(record.sha256, record.bytes)) === undefined).toBe(true)
}
