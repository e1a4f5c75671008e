import type * as KeyvRedis from '@keyv/redis'
import { MattingError } from '../../core/errors.ts'
import type { Medium } from './medium.ts'

/** What is used of the client of node-redis 5: https://github.com/redis/node-redis/blob/master/docs/v5.md */
interface RedisClient {
  set(key: string, value: string | Buffer): Promise<unknown>
  unlink(key: string): Promise<unknown>
  withTypeMapping(mapping: Readonly<Record<number, unknown>>): { get(key: string): Promise<unknown> }
}

/** `RESP_TYPES.BLOB_STRING` of node-redis: the sign of bulk strings in Redis' protocol. As Buffers they stay as they are. */
const AS_BYTES: Readonly<Record<number, unknown>> = { ['$'.charCodeAt(0)]: Buffer }

/** What is used of `@keyv/redis`: its client takes bytes as they are, Keyv would make text of them. */
export interface RedisAdapter {
  readonly client: { readonly isOpen: boolean }
  readonly namespace?: string | undefined
  /** Gives the client, connected. */
  getClient(): Promise<RedisClient>
  disconnect(force: boolean): Promise<void>
  createKeyPrefix(key: string, namespace?: string): string
}

/** The Redis adapter in a Keyv or as such, also of another copy of that package. */
export function findRedis(store: unknown): RedisAdapter | undefined {
  if (isRedisAdapter(store)) return store
  const inner = isObject(store) ? store['store'] : undefined
  return isRedisAdapter(inner) ? inner : undefined
}

/** A connection that the user had made is theirs; one that was made for us would keep the process alive. */
export function wrapRedis(adapter: RedisAdapter): Medium {
  let isOurs = false
  const getClient = (): Promise<RedisClient> => {
    isOurs ||= !adapter.client.isOpen
    return adapter.getClient()
  }
  return {
    name: 'the Redis of `cache.store`',
    ...exchangeBytes(getClient, (key) => adapter.createKeyPrefix(key, adapter.namespace)),
    close: () => {
      if (isOurs) adapter.disconnect(true).catch(() => {})
    },
  }
}

/**
 * Connects with the first call. A lost connection is made anew by the next one, and by nothing else: node-redis' own
 * attempts would go on behind a build that has left the store alone.
 */
export async function connectRedis(uri: URL): Promise<Medium> {
  const { createClient } = await importRedis()
  const client = createClient({
    url: uri.href,
    socket: { reconnectStrategy: false },
    disableOfflineQueue: true,
  })
  // A call that fails tells it too; without a listener it would end the process.
  client.on('error', () => {})
  // Nor does an open socket keep it alive; what is waited for has a timer.
  client.unref()
  let connecting: Promise<unknown> | undefined
  const getClient = async (): Promise<RedisClient> => {
    if (!client.isReady) await (connecting ??= client.connect().finally(() => (connecting = undefined)))
    return client
  }
  return {
    name: `${uri.protocol}//${uri.host}${uri.pathname}`,
    ...exchangeBytes(getClient, (key) => key),
    close: () => {
      if (client.isOpen) client.destroy()
    },
  }
}

function exchangeBytes(
  getClient: () => Promise<RedisClient>,
  nameOf: (key: string) => string,
): Pick<Medium, 'get' | 'set' | 'delete'> {
  return {
    get: async (key) => (await getClient()).withTypeMapping(AS_BYTES).get(nameOf(key)),
    async set(key, value) {
      const client = await getClient()
      await client.set(nameOf(key), typeof value === 'string' ? value : toBuffer(value))
    },
    async delete(key) {
      await (await getClient()).unlink(nameOf(key))
    },
  }
}

/** Without a copy. */
function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

async function importRedis(): Promise<typeof KeyvRedis> {
  try {
    return await import('@keyv/redis')
  } catch (cause) {
    throw new MattingError(
      'INVALID_OPTION',
      'Option `cache.store` is a Redis URI, which takes the package @keyv/redis.',
      {
        fix: 'npm install --save-dev @keyv/redis@5',
        cause,
      },
    )
  }
}

function isRedisAdapter(value: unknown): value is RedisAdapter {
  if (!isObject(value) || typeof value['createKeyPrefix'] !== 'function') return false
  const isAdapter = typeof value['getClient'] === 'function' && typeof value['disconnect'] === 'function'
  return isAdapter && isObject(value['client']) && 'withTypeMapping' in value['client']
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
