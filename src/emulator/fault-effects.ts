import { decodeRaster, encodePng } from '../raster/codec.ts'
import { answer, answerXml, type CosAnswer, type Delivery, type Job, type Tampering } from './call.ts'
import { describeRefusal, findStatus } from './errors.ts'
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

const LOGIN_PAGE = '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n'

/** What every kind of fault does; the kinds themselves are described on {@link FaultKind}. */
export const FAULT_EFFECTS: Readonly<Record<FaultKind, FaultEffect>> = {
  status: { spoils: ANY, replace: renderStatus },
  reset: { spoils: ANY, replace: () => ({ ...answer(200), delivery: { kind: 'reset' } }) },
  hang: { spoils: ANY, replace: () => ({ ...answer(200), delivery: { kind: 'hang' } }) },
  slow: deliver(({ delay = 1000 }) => ({ kind: 'slow', delay })),
  drip: deliver(({ every = 100 }) => ({ kind: 'drip', every })),
  truncate: deliver(() => ({ kind: 'truncate' })),
  endless: deliver(() => ({ kind: 'endless' })),
  'malformed-xml': { spoils: ['xml'], alter: (honest) => ({ ...honest, body: dropLastTag(honest.body) }) },
  'xml-bomb': { spoils: ANY, replace: () => answerXml(200, renderBomb()) },
  'ok-with-error': {
    spoils: ANY,
    replace: (fault, requestId) => renderFault(200, { code: 'InternalError', ...fault }, requestId),
  },
  'ok-with-text': { spoils: ANY, replace: () => answer(200, { 'content-type': 'text/plain' }, 'It works!\n') },
  'ok-with-html': { spoils: ANY, replace: () => answer(200, { 'content-type': 'text/html' }, LOGIN_PAGE) },
  'missing-object': { spoils: ['xml'], tamper: { rules: (rules) => rules.slice(0, -1) } },
  'empty-result': { spoils: RESULT, tamper: { result: () => new Uint8Array() } },
  'broken-png': { spoils: RESULT, tamper: { result: (file) => file.subarray(0, Math.floor(file.length / 2)) } },
  'original-as-result': { spoils: RESULT, tamper: { result: (_file, photo) => photo } },
  'opaque-result': { spoils: RESULT, tamper: { result: fillBackdrop } },
}

function deliver(choose: (fault: Fault) => Delivery): FaultEffect {
  return { spoils: ANY, alter: (honest, fault) => ({ ...honest, delivery: choose(fault) }) }
}

function renderStatus(fault: Fault, requestId: string): CosAnswer {
  const error = renderFault(fault.status ?? findStatus(fault.code) ?? 503, fault, requestId)
  return fault.location === undefined ? error : { ...error, headers: { ...error.headers, location: fault.location } }
}

function renderFault(status: number, fault: Pick<Fault, 'code'>, requestId: string): CosAnswer {
  const { code, message } = describeRefusal(fault.code, status)
  return answerXml(status, renderError({ code, message, resource: '', requestId }))
}

/** Ten levels of ten references each: ten billion copies of the innermost text. */
function renderBomb(): string {
  const levels = Array.from({ length: 10 }, (_, level) => {
    const text = level === 0 ? 'lol' : `&e${level - 1};`.repeat(10)
    return `<!ENTITY e${level} "${text}">`
  })
  const declaration = `<!DOCTYPE UploadResult [${levels.join('')}]>`
  return `<?xml version="1.0"?>${declaration}<UploadResult><ProcessResults><Object><Key>&e9;</Key></Object></ProcessResults></UploadResult>`
}

function dropLastTag(body: Uint8Array): Uint8Array {
  return body.subarray(0, Buffer.from(body).lastIndexOf('</'))
}

async function fillBackdrop(file: Uint8Array): Promise<Uint8Array> {
  if (Buffer.from(file.subarray(1, 4)).toString('latin1') !== 'PNG') return file
  const raster = await decodeRaster(file)
  const data = raster.data.map((value, at) => (at % 4 === 3 ? 255 : value))
  return encodePng({ ...raster, data })
}
