import { decodeRaster, encodePng } from '../raster/codec.ts'
import { answer, type CosAnswer, type Job, type Tampering } from './call.ts'
import { describeRefusal } from './errors.ts'
import type { Fault, FaultKind } from './faults.ts'
import { renderError } from './xml.ts'

/** What a kind of fault does. */
export interface FaultEffect {
  /** The answers it can spoil; on others it is not played and not used up. */
  readonly spoils: readonly Job['yields'][]
  /** Stands in for the honest answer. */
  readonly replace?: (fault: Fault, requestId: string) => CosAnswer
  /** Spoils the honest answer. */
  readonly alter?: (answer: CosAnswer, fault: Fault) => CosAnswer
  /** Spoils what processing makes. */
  readonly tamper?: Partial<Tampering>
}

const ANY: FaultEffect['spoils'] = ['xml', 'picture', 'plain']
const RESULT: FaultEffect['spoils'] = ['xml', 'picture']

/** What every kind of fault does; the kinds themselves are described on {@link FaultKind}. */
export const FAULT_EFFECTS: Readonly<Record<FaultKind, FaultEffect>> = {
  status: { spoils: ANY, replace: (fault, requestId) => renderFault(fault.status ?? 503, fault, requestId) },
  reset: { spoils: ANY, replace: () => ({ ...answer(200), delivery: { kind: 'reset' } }) },
  hang: { spoils: ANY, replace: () => ({ ...answer(200), delivery: { kind: 'hang' } }) },
  drip: { spoils: ANY, alter: (honest, { every = 100 }) => ({ ...honest, delivery: { kind: 'drip', every } }) },
  truncate: { spoils: ANY, alter: (honest) => ({ ...honest, delivery: { kind: 'truncate' } }) },
  'malformed-xml': { spoils: ['xml'], alter: (honest) => ({ ...honest, body: dropLastTag(honest.body) }) },
  'ok-with-error': {
    spoils: ANY,
    replace: (fault, requestId) => renderFault(200, { code: 'InternalError', ...fault }, requestId),
  },
  'ok-with-text': { spoils: ANY, replace: () => answer(200, { 'content-type': 'text/plain' }, 'It works!\n') },
  'missing-object': { spoils: ['xml'], tamper: { rules: (rules) => rules.slice(0, -1) } },
  'empty-result': { spoils: RESULT, tamper: { result: () => new Uint8Array() } },
  'broken-png': { spoils: RESULT, tamper: { result: (png) => png.subarray(0, Math.floor(png.length / 2)) } },
  'original-as-result': { spoils: RESULT, tamper: { result: (_png, photo) => photo } },
  'opaque-result': { spoils: RESULT, tamper: { result: fillBackdrop } },
}

function renderFault(status: number, fault: Pick<Fault, 'code'>, requestId: string): CosAnswer {
  const error = describeRefusal(fault.code, status)
  const xml = renderError({ code: error.code, message: error.message, resource: '', requestId })
  return answer(status, { 'content-type': 'application/xml' }, xml)
}

function dropLastTag(body: Uint8Array): Uint8Array {
  return body.subarray(0, Buffer.from(body).lastIndexOf('</'))
}

async function fillBackdrop(png: Uint8Array): Promise<Uint8Array> {
  const raster = await decodeRaster(png)
  const data = raster.data.map((value, at) => (at % 4 === 3 ? 255 : value))
  return encodePng({ ...raster, data })
}
