import { MattingError } from '../core/errors.ts'
import type { Engine } from '../core/types.ts'
import { FAULT_EFFECTS } from './fault-effects.ts'
import { FAULT_TARGETS, type Fault } from './faults.ts'
import { isLoopback } from './host.ts'

/** Options of `createCosEmulator`. */
export interface CosEmulatorOptions {
  /** Port to listen on; 0 takes a free one. @default 0 */
  readonly port?: number
  /** Loopback name or address to listen on. @default '127.0.0.1' */
  readonly host?: string
  /** The one bucket, `name-appid`. @default 'examplebucket-1250000000' */
  readonly bucket?: string
  /** Region of the bucket. @default 'ap-guangzhou' */
  readonly region?: string
  /** The id requests must be signed with. @default 'emulator-secret-id' */
  readonly secretId?: string
  /** The key requests must be signed with. @default 'emulator-secret-key' */
  readonly secretKey?: string
  /** Milliseconds a picture takes on top of the cutting. @default 0 */
  readonly latency?: number
  /** Faults to play. The array is read anew for every request: push to it, or empty it, at any time. @default [] */
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

const BUCKET_RE = /^[a-z\d](?:[a-z\d-]*[a-z\d])?-\d+$/
const REGION_RE = /^[a-z\d]+(?:-[a-z\d]+)*$/

/**
 * Puts the defaults in place and checks what was given.
 *
 * @throws MattingError `EMULATOR`
 */
export function resolveEmulatorOptions(options: CosEmulatorOptions = {}): ResolvedEmulatorOptions {
  const resolved: ResolvedEmulatorOptions = {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    bucket: options.bucket ?? 'examplebucket-1250000000',
    region: options.region ?? 'ap-guangzhou',
    secretId: options.secretId ?? 'emulator-secret-id',
    secretKey: options.secretKey ?? 'emulator-secret-key',
    latency: options.latency ?? 0,
    faults: options.faults ?? [],
    engine: options.engine,
    clock: options.clock ?? Date.now,
  }
  checkOptions(resolved)
  return resolved
}

function checkOptions({ port, host, bucket, region, latency, faults }: ResolvedEmulatorOptions): void {
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw invalid('port', port, 'a whole number, 0 to 65535')
  if (!isLoopback(host)) {
    const fix = 'Leave `host` out: the emulator has no real access control and must not be reached from other machines.'
    throw invalid('host', host, 'a loopback address such as `127.0.0.1`, `::1` or `localhost`', fix)
  }
  if (!BUCKET_RE.test(bucket)) throw invalid('bucket', bucket, 'a `<name>-<appid>` such as `examplebucket-1250000000`')
  if (!REGION_RE.test(region)) throw invalid('region', region, 'a region such as `ap-guangzhou`')
  if (!(latency >= 0 && latency < Infinity)) throw invalid('latency', latency, 'milliseconds, 0 or more')
  for (const fault of faults) checkFault(fault)
}

function checkFault({ on, kind }: Fault): void {
  if (!FAULT_TARGETS.includes(on)) throw invalid('faults[].on', on, `one of ${FAULT_TARGETS.join(', ')}`)
  if (Object.hasOwn(FAULT_EFFECTS, kind)) return
  throw invalid('faults[].kind', kind, `one of ${Object.keys(FAULT_EFFECTS).join(', ')}`)
}

function invalid(name: string, received: unknown, expected: string, fix = `Correct \`${name}\`.`): MattingError {
  const reason = `createCosEmulator: \`${name}\` is ${JSON.stringify(received)}; expected ${expected}.`
  return new MattingError('EMULATOR', reason, { fix })
}
