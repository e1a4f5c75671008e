import type { Publication, Service } from '../../core/service.ts'
import { withDeadline } from './deadline.ts'
import { renderTimeout } from './failures.ts'
import { renderLocalKey, renderResultKey } from './keys.ts'
import { FOREVER, hasObject, putObject } from './objects.ts'
import type { CosSettings } from './options.ts'
import { withRetries } from './retry.ts'
import type { Go } from './tools.ts'

type Address = Parameters<Service['addressOf']>[0]

/** The public address of a picture; undefined where the bucket has none. */
export function findAddress({ publicUrl, prefix }: CosSettings, publication: Address): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}/${findKey(prefix, publication)}`
}

/**
 * Makes sure that a picture is in the bucket, under the key of its public address.
 *
 * @throws MattingError, or the signal's reason
 */
export async function publish(
  publication: Publication,
  tools: Omit<Go, 'attempt'> & { signal: AbortSignal },
): Promise<void> {
  const { settings, clock, signal, places } = tools
  const { timeout, retries, prefix } = settings
  const place = places.results
  const key = findKey(prefix, publication)
  const late = (): Error => renderTimeout(timeout, { action: `the publication of ${key}` })
  await withRetries({ retries, clock, signal }, () =>
    withDeadline({ timeout, signal, late }, async (attempt) => {
      const go = { ...tools, attempt }
      if (await hasObject({ place, key }, go)) return
      const { bytes, type } = publication
      await putObject({ place, key, bytes, type, cacheControl: FOREVER }, go)
    }),
  )
}

function findKey(prefix: string, { stored, ...identity }: Address): string {
  return stored ? renderResultKey(prefix, identity) : renderLocalKey(prefix, identity)
}
