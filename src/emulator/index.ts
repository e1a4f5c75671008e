import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { MattingError } from '../core/errors.ts'
import { authenticate, checkPermissions } from './access.ts'
import type { Bill } from './call.ts'
import { createCloud, findBucket, type Cloud } from './cloud.ts'
import { createCutter } from './cutter.ts'
import { createFaultPicker } from './faults.ts'
import { findAddressee } from './host.ts'
import type { CosObject } from './objects.ts'
import { resolveEmulatorOptions, type CosEmulatorOptions, type ResolvedEmulatorOptions } from './options.ts'
import { createRateGate } from './rate.ts'
import type { OpenRecord, RecordedRequest } from './records.ts'
import { fetchPhoto } from './remote-photo.ts'
import { createRequestIds } from './request-id.ts'
import { createCosServer, type ServerContext } from './server.ts'

type EmulatorIdentity = Pick<ResolvedEmulatorOptions, 'bucket' | 'region' | 'secretId' | 'secretKey'>

/** A running emulator; `bucket`, `region`, `secretId` and `secretKey` are those of the options, defaults in place. */
export interface CosEmulator extends EmulatorIdentity {
  /** Base URL, e.g. `http://127.0.0.1:40123`; no slash at the end. */
  readonly url: string
  /** Every request so far, in the order of arrival, refused ones included. */
  readonly requests: readonly RecordedRequest[]
  /** What a user would have paid for so far. */
  readonly bills: readonly Bill[]
  /** The main bucket: key (without leading `/`) to object. Deleting from it deletes the object. */
  readonly objects: Map<string, CosObject>
  /**
   * The objects of a bucket by its name, as `objects` has those of the main one.
   *
   * @throws MattingError `EMULATOR` for a name that no bucket has
   */
  objectsOf(bucket: string): Map<string, CosObject>
  /** Stops listening and ends every connection at once, hanging ones included. */
  close(): Promise<void>
}

/**
 * Starts a stand-in for Tencent Cloud COS and CI on this machine: buckets, multipart uploads, GoodsMatting on upload, in
 * the cloud and on download, the common rules of image processing, signatures checked as the service does. It prints
 * nothing.
 *
 * @throws MattingError `EMULATOR` for options that are not valid, a host beyond loopback, or a port that is taken
 */
export async function createCosEmulator(options: CosEmulatorOptions = {}): Promise<CosEmulator> {
  const settings = resolveEmulatorOptions(options)
  const abort = new AbortController()
  const cutter = createCutter({ ...settings, signal: abort.signal })
  const cloud = createCloud(settings, { cut: cutter.cut, fetchPhoto: (url) => fetchPhoto(url, abort.signal) })
  const requests: RecordedRequest[] = []
  const server = createCosServer(createContext(settings, cloud, (record) => void requests.push(record)))
  const url = await listen(server, settings)
  return {
    ...pickIdentity(settings),
    url,
    requests,
    bills: cloud.bills,
    objects: cloud.main.objects,
    objectsOf: (name) => findBucket(cloud.buckets, name).objects,
    async close() {
      abort.abort()
      await Promise.all([closeServer(server), cutter.close()])
    },
  }
}

/** What a client has to be told besides the URL. */
function pickIdentity(settings: ResolvedEmulatorOptions): EmulatorIdentity {
  const { bucket, region, secretId, secretKey } = settings
  return { bucket, region, secretId, secretKey }
}

function createContext(
  settings: ResolvedEmulatorOptions,
  cloud: Cloud,
  record: (record: OpenRecord) => void,
): ServerContext {
  const { secretId, secretKey, temporaryKeys: temporary, clock } = settings
  const passGate = createRateGate(settings.qps, clock)
  return {
    cloud,
    locate: (host) => findAddressee(host, cloud, settings.allowRemote),
    admit(head) {
      authenticate(head, { permanent: { secretId, secretKey }, temporary }, clock())
      passGate()
    },
    authorize: (needs) => checkPermissions(needs, settings.permissions),
    pickFault: createFaultPicker(settings.faults),
    nextRequestId: createRequestIds(clock),
    record,
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
