import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { MattingError } from '../core/errors.ts'
import type { Bill, Bucket } from './call.ts'
import { createCutter, type Cutter } from './cutter.ts'
import { createFaultPicker } from './faults.ts'
import type { CosObject } from './objects.ts'
import { resolveEmulatorOptions, type CosEmulatorOptions, type ResolvedEmulatorOptions } from './options.ts'
import type { RecordedRequest } from './records.ts'
import { createRequestIds } from './request-id.ts'
import { createCosServer } from './server.ts'

type EmulatorIdentity = Pick<ResolvedEmulatorOptions, 'bucket' | 'region' | 'secretId' | 'secretKey'>

/** A running emulator; `bucket`, `region`, `secretId` and `secretKey` are those of the options, defaults in place. */
export interface CosEmulator extends EmulatorIdentity {
  /** Base URL, e.g. `http://127.0.0.1:40123`; no slash at the end. */
  readonly url: string
  /** Every request so far, in the order of arrival, refused ones included. */
  readonly requests: readonly RecordedRequest[]
  /** What a user would have paid for so far. */
  readonly bills: readonly Bill[]
  /** The bucket: key (without leading `/`) to object. Deleting from it deletes the object. */
  readonly objects: Map<string, CosObject>
  /** Stops listening and ends every connection at once, hanging ones included. */
  close(): Promise<void>
}

/**
 * Starts a stand-in for Tencent Cloud COS and CI on this machine: one bucket, GoodsMatting on upload, in the cloud and
 * on download, signatures checked as the service does. It prints nothing.
 *
 * @throws MattingError `EMULATOR` for options that are not valid, a host beyond loopback, or a port that is taken
 */
export async function createCosEmulator(options: CosEmulatorOptions = {}): Promise<CosEmulator> {
  const settings = resolveEmulatorOptions(options)
  const abort = new AbortController()
  const cutter = createCutter({ ...settings, signal: abort.signal })
  const bucket = createBucket(settings, cutter)
  const requests: RecordedRequest[] = []
  const server = createCosServer({
    bucket,
    keys: settings,
    pickFault: createFaultPicker(settings.faults),
    nextRequestId: createRequestIds(settings.clock),
    record: (record) => void requests.push(record),
  })
  const url = await listen(server, settings)
  const close = async (): Promise<void> => {
    abort.abort()
    await Promise.all([closeServer(server), cutter.close()])
  }
  return { ...pickIdentity(settings), url, requests, bills: bucket.bills, objects: bucket.objects, close }
}

/** What a client has to be told besides the URL. */
function pickIdentity(settings: ResolvedEmulatorOptions): EmulatorIdentity {
  const { bucket, region, secretId, secretKey } = settings
  return { bucket, region, secretId, secretKey }
}

function createBucket({ bucket, region, clock }: ResolvedEmulatorOptions, cutter: Cutter): Bucket {
  return {
    name: bucket,
    host: `${bucket}.cos.${region}.myqcloud.com`,
    objects: new Map(),
    bills: [],
    cut: cutter.cut,
    clock,
  }
}

function listen(server: Server, { port, host }: ResolvedEmulatorOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const fix = 'Choose another port, or 0 for a free one.'
      reject(new MattingError('EMULATOR', `The emulator can't listen on ${host}, port ${port}.`, { cause, fix }))
    })
    server.listen(port, host, () => resolve(renderUrl(server.address())))
  })
}

function renderUrl(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new MattingError('EMULATOR', 'The emulator has no port.')
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
