import { MattingError } from '../core/errors.ts'
import { FAULT_EFFECTS } from './fault-effects.ts'
import { FAULT_TARGETS, type Fault } from './faults.ts'
import { isLoopback } from '../core/loopback.ts'
import { OPERATIONS } from './operation-names.ts'
import type { ResolvedEmulatorOptions } from './options.ts'

const BUCKET_RE = /^[a-z\d](?:[a-z\d-]*[a-z\d])?-\d+$/
const REGION_RE = /^[a-z\d]+(?:-[a-z\d]+)*$/

/** Refuses options that are out of bounds, the first one found. */
export function checkOptions(options: ResolvedEmulatorOptions): void {
  const { port, region, latency, qps, faults } = options
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw invalid('port', port, 'a whole number, 0 to 65535')
  checkHost(options)
  checkBuckets(options)
  if (!REGION_RE.test(region)) throw invalid('region', region, 'a region such as `ap-guangzhou`')
  if (!(qps > 0)) throw invalid('qps', qps, 'requests per second, more than 0')
  if (!(latency >= 0 && latency < Infinity)) throw invalid('latency', latency, 'milliseconds, 0 or more')
  for (const fault of faults) checkFault(fault)
}

function checkHost({ host, allowRemote }: ResolvedEmulatorOptions): void {
  if (allowRemote || isLoopback(host)) return
  const fix = 'Leave `host` out, or set `allowRemote: true` on a network whose every machine you trust.'
  throw invalid('host', host, 'a loopback address such as `127.0.0.1`, `::1` or `localhost`', fix)
}

function checkBuckets({ bucket, buckets }: ResolvedEmulatorOptions): void {
  const expected = 'a `<name>-<appid>` such as `examplebucket-1250000000`'
  if (!BUCKET_RE.test(bucket)) throw invalid('bucket', bucket, expected)
  for (const name of buckets) if (!BUCKET_RE.test(name)) throw invalid('buckets[]', name, expected)
}

function checkFault({ on = 'any', kind, operation }: Fault): void {
  if (!FAULT_TARGETS.includes(on)) throw invalid('faults[].on', on, `one of ${FAULT_TARGETS.join(', ')}`)
  if (operation !== undefined && !OPERATIONS.includes(operation)) {
    throw invalid('faults[].operation', operation, `one of ${OPERATIONS.join(', ')}`)
  }
  if (Object.hasOwn(FAULT_EFFECTS, kind)) return
  throw invalid('faults[].kind', kind, `one of ${Object.keys(FAULT_EFFECTS).join(', ')}`)
}

function invalid(name: string, received: unknown, expected: string, fix = `Correct \`${name}\`.`): MattingError {
  const reason = `createCosEmulator: \`${name}\` is ${JSON.stringify(received)}; expected ${expected}.`
  return new MattingError('EMULATOR', reason, { fix })
}
