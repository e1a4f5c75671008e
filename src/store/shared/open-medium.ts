import { MattingError } from '../../core/errors.ts'
import { isKeyv, isKeyvAdapter, wrapAdapter, wrapKeyv } from './keyv.ts'
import type { Medium } from './medium.ts'
import { connectRedis, findRedis, wrapRedis } from './redis.ts'

/** How URIs are opened, by scheme. */
const SCHEMES: Readonly<Record<string, (uri: URL) => Promise<Medium>>> = {
  'redis:': connectRedis,
  'rediss:': connectRedis,
}

/**
 * Opens what `cache.store` says. Nothing is connected yet: a build that finds all it needs in its cache folder asks nobody.
 *
 * @param store a Keyv, a Keyv adapter, or a URI
 * @throws MattingError `INVALID_OPTION`
 */
export async function openMedium(store: unknown): Promise<Medium> {
  if (typeof store === 'string') return openUri(store)
  const redis = findRedis(store)
  if (redis !== undefined) return wrapRedis(redis)
  if (isKeyv(store)) return wrapKeyv(store)
  if (isKeyvAdapter(store)) return wrapAdapter(store)
  throw refuse(`received \`${store === null ? 'null' : typeof store}\``)
}

async function openUri(text: string): Promise<Medium> {
  const uri = URL.canParse(text) ? new URL(text) : undefined
  if (uri === undefined) throw refuse('received a text that is no URI')
  const open = SCHEMES[uri.protocol]
  // The rest of the URI may hold a password.
  if (open === undefined) throw refuse(`received a URI that begins with \`${uri.protocol}\``)
  return open(uri)
}

function refuse(received: string): MattingError {
  const schemes = Object.keys(SCHEMES).map((scheme) => `\`${scheme}//…\``)
  return new MattingError(
    'INVALID_OPTION',
    `Option \`cache.store\`: ${received}, expected a Keyv instance, a Keyv adapter, or a URI: ${schemes.join(' or ')}.`,
    { fix: 'For any other store, install its Keyv adapter and give an instance, e.g. `new Keyv({ store: adapter })`.' },
  )
}
