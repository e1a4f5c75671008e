import { MattingError } from '../../core/errors.ts'
import { askForKeys, type TemporaryKeySet } from './authorization.ts'
import type { CosSettings } from './options.ts'
import type { Keys } from './sign.ts'
import { waitFor } from './signals.ts'
import type { ServiceClock } from './skew.ts'

/** Milliseconds before they expire that keys are asked for anew: what is signed with them has to arrive in time. */
const RENEWAL = 60_000

/** The keys of a service. */
export interface Keyring {
  /**
   * Keys that hold now.
   *
   * @throws MattingError `COS_CREDENTIALS`, or the signal's reason
   */
  take(signal: AbortSignal): Promise<Keys>
  /** Gives up keys the service refused; false where there are no others to be had. */
  renew(refused: Keys): boolean
  /** Everything that must not be shown. */
  listSecrets(): Iterable<string>
}

type KeySettings = Pick<
  CosSettings,
  'secretId' | 'secretKey' | 'sessionToken' | 'getAuthorization' | 'bucket' | 'region' | 'timeout'
>

/**
 * A keyring; nothing is asked yet.
 *
 * @throws MattingError `COS_CREDENTIALS` where the settings have neither keys nor a way to get them
 */
export function createKeyring(settings: KeySettings, clock: Pick<ServiceClock, 'time'>): Keyring {
  const { secretId, secretKey, sessionToken, getAuthorization } = settings
  if (getAuthorization !== undefined) {
    const { bucket, region, timeout } = settings
    return createRenewedKeyring(() => askForKeys(getAuthorization, { Bucket: bucket, Region: region }, timeout), clock)
  }
  if (secretId === undefined || secretKey === undefined) {
    throw new MattingError('COS_CREDENTIALS', 'There are no keys for the bucket.', {
      fix: 'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or `cos.getAuthorization`.',
    })
  }
  const keys: Keys = { secretId, secretKey, sessionToken }
  return { take: async () => keys, renew: () => false, listSecrets: () => listSecretsOf(keys) }
}

function createRenewedKeyring(ask: () => Promise<TemporaryKeySet>, clock: Pick<ServiceClock, 'time'>): Keyring {
  const secrets = new Set<string>()
  let current: TemporaryKeySet | undefined
  let asking: Promise<TemporaryKeySet> | undefined
  const renewKeys = async (): Promise<TemporaryKeySet> => {
    current = await ask()
    for (const secret of listSecretsOf(current)) secrets.add(secret)
    return current
  }
  return {
    async take(signal) {
      if (current !== undefined && current.expires * 1000 - clock.time() > RENEWAL) return current
      asking ??= renewKeys().finally(() => (asking = undefined))
      return waitFor(asking, signal)
    },
    renew(refused) {
      if (current === refused) current = undefined
      return true
    },
    listSecrets: () => secrets,
  }
}

function listSecretsOf({ secretId, secretKey, sessionToken }: Keys): string[] {
  return [secretId, secretKey, sessionToken].filter((secret) => secret !== undefined)
}
