import type { Engine } from '../core/types.ts'
import type { TemporaryKey } from './access.ts'
import { checkOptions } from './check-options.ts'
import type { Fault } from './faults.ts'

/** Which services are switched on for the account. */
export interface CloudServices {
  /** Whether Cloud Infinite is bound to the buckets; no rule runs without it. @default true */
  readonly bound?: boolean
  /** Whether AI Content Recognition is enabled; GoodsMatting does not run without it. @default true */
  readonly ai?: boolean
}

/** Options of `createCosEmulator`. What is said to be live is read anew for every request. */
export interface CosEmulatorOptions {
  /** Port to listen on; 0 takes a free one. @default 0 */
  readonly port?: number
  /** Name or address to listen on: a loopback one, unless `allowRemote` is set. @default '127.0.0.1' */
  readonly host?: string
  /** Takes a `host` that other machines reach. Whoever reaches it can use this machine's processor and memory. @default false */
  readonly allowRemote?: boolean
  /** The main bucket, `name-appid`; a loopback `Host` means this one. @default 'examplebucket-1250000000' */
  readonly bucket?: string
  /** Further buckets, in the same region and with the same keys. @default [] */
  readonly buckets?: readonly string[]
  /** Region of the buckets. @default 'ap-guangzhou' */
  readonly region?: string
  /** The id requests must be signed with. @default 'emulator-secret-id' */
  readonly secretId?: string
  /** The key requests must be signed with. @default 'emulator-secret-key' */
  readonly secretKey?: string
  /** Temporary keys that are taken, too. Live. @default [] */
  readonly temporaryKeys?: readonly TemporaryKey[]
  /** Actions that are granted, e.g. `cos:PutObject`, `cos:*`. Live. @default ['*'] */
  readonly permissions?: readonly string[]
  /** Which services are switched on. Live. @default all */
  readonly services?: CloudServices
  /** Stored styles, for rules such as `style/<name>`: name to rule. Live. @default {} */
  readonly styles?: Readonly<Record<string, string>>
  /** Requests let through in any second; the next one is answered 503 `SlowDown`. @default no bound */
  readonly qps?: number
  /** Milliseconds a picture takes on top of the cutting. @default 0 */
  readonly latency?: number
  /** Faults to play. Live: push to the array, or empty it, at any time. @default [] */
  readonly faults?: readonly Fault[]
  /** What cuts. It is not closed with the emulator. @default the embedded engine, started for the first photo */
  readonly engine?: Engine
  /** Tells the time, in milliseconds since 1970. @default Date.now */
  readonly clock?: () => number
}

/** Options with every default in place. */
export interface ResolvedEmulatorOptions extends Required<Omit<CosEmulatorOptions, 'engine'>> {
  readonly engine: Engine | undefined
}

const DEFAULTS: ResolvedEmulatorOptions = {
  port: 0,
  host: '127.0.0.1',
  allowRemote: false,
  bucket: 'examplebucket-1250000000',
  buckets: [],
  region: 'ap-guangzhou',
  secretId: 'emulator-secret-id',
  secretKey: 'emulator-secret-key',
  temporaryKeys: [],
  permissions: ['*'],
  services: {},
  styles: {},
  qps: Infinity,
  latency: 0,
  faults: [],
  engine: undefined,
  clock: Date.now,
}

/**
 * Puts the defaults in place and checks what was given.
 *
 * @throws MattingError `EMULATOR`
 */
export function resolveEmulatorOptions(options: CosEmulatorOptions = {}): ResolvedEmulatorOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const resolved = { ...DEFAULTS, ...given }
  checkOptions(resolved)
  return resolved
}
