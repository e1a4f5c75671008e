import Keyv, { type KeyvStoreAdapter } from 'keyv'
import type { Medium } from './medium.ts'

/** Whether a value is a Keyv, also of another copy of that package. */
export function isKeyv(value: unknown): value is Keyv<unknown> {
  return hasMethods(value, 'get', 'set', 'delete', 'on') && 'store' in value && 'namespace' in value
}

/** Whether a value is what Keyv takes for a store, a Map included. */
export function isKeyvAdapter(value: unknown): value is KeyvStoreAdapter | Map<unknown, unknown> {
  return hasMethods(value, 'get', 'set', 'delete', 'clear')
}

/** A Map takes bytes as they are; for other stores they become text. */
export function wrapAdapter(store: KeyvStoreAdapter | Map<unknown, unknown>): Medium {
  const plain = store instanceof Map ? { serialize: undefined, deserialize: undefined } : {}
  const keyv = new Keyv<unknown>({ store, useKeyPrefix: false, throwOnErrors: true, ...plain })
  return wrapKeyv(keyv)
}

/**
 * Speaks to a Keyv. One without a serializer hands bytes to its store as they are. For any other they are made base64
 * here: what a serializer of somebody's own makes of bytes may be a list of numbers, four times their size.
 */
export function wrapKeyv(keyv: Keyv<unknown>): Medium {
  const takesBytes = keyv.serialize === undefined
  // Keyv gives "not there" for "failed", and tells the failure aside.
  const failures: unknown[] = []
  keyv.on('error', (error: unknown) => void failures.push(error))
  const orFail = <T>(answer: T, isGood: boolean): T => {
    const [failure] = isGood ? [] : failures.splice(0)
    if (failure !== undefined) throw failure
    return answer
  }
  return {
    name: 'the Keyv of `cache.store`',
    async get(key) {
      const value = await keyv.get(key)
      return orFail(value, value !== undefined)
    },
    async set(key, value) {
      const isText = typeof value === 'string' || takesBytes
      const isKept = await keyv.set(key, isText ? value : Buffer.from(value).toString('base64'))
      if (!orFail(isKept, isKept)) throw new Error('it did not keep what it was given')
    },
    async delete(key) {
      await keyv.delete(key)
    },
    close: () => {},
  }
}

function hasMethods(value: unknown, ...names: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}
