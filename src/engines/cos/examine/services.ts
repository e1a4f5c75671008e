import { randomInt } from 'node:crypto'
import { isMattingError } from '../../../core/errors.ts'
import type { Finding } from '../../../core/finding.ts'
import type { Service } from '../../../core/service.ts'
import { PLAIN_LAYOUT } from '../../../directives/layout.ts'
import { readPhoto } from '../../../raster/photo.ts'
import { NO_ACCOUNTS } from '../no-accounts.ts'
import { askForAbsentCutOut, type Desk, renderFinding } from './probe.ts'

/** Whether CI and its AI service are there, as far as that can be told for nothing. */
export async function examineServices(desk: Desk): Promise<Finding> {
  const { failure } = await askForAbsentCutOut(desk)
  if (failure !== undefined) return renderFinding('matting', 'fail', failure)
  return {
    check: 'matting',
    status: 'ok',
    detail:
      'Cloud Infinite takes the request and refuses nothing but the photo, which is missing by intent; that a product is cut out is proven by `--paid` only',
  }
}

/** One real cut-out of a photo that nobody has cut before. */
export async function examineCutOut(service: Service, { signal, clock }: Desk): Promise<Finding> {
  const warnings: string[] = []
  const context = { signal, ...NO_ACCOUNTS, warn: (message: string) => void warnings.push(message) }
  const photo = await readPhoto(await renderProduct(), 'doctor.jpg')
  const begun = clock.now()
  try {
    const [result] = service.run(photo, [{ kind: 'matting', layout: PLAIN_LAYOUT }], context)
    const { bytes } = (await result) ?? {}
    const detail = `one cut-out was made and paid for: ${bytes?.length ?? 0} bytes in ${Math.round(clock.now() - begun)} ms`
    return { check: 'cut-out', status: warnings.length === 0 ? 'ok' : 'warn', detail: [detail, ...warnings].join('; ') }
  } catch (error) {
    signal.throwIfAborted()
    if (!isMattingError(error)) throw error
    return renderFinding('cut-out', 'fail', error)
  }
}

/** A dark box before a light wall, in colours of its own each time, so that its key is new. */
async function renderProduct(): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const shade = (low: number): number => low + randomInt(64)
  const box = { r: shade(10), g: shade(10), b: shade(10) }
  const wall = { r: shade(190), g: shade(190), b: shade(190) }
  const product = await sharp({ create: { width: 72, height: 56, channels: 3, background: box } })
    .png()
    .toBuffer()
  return sharp({ create: { width: 160, height: 120, channels: 3, background: wall } })
    .composite([{ input: product }])
    .jpeg({ quality: 95 })
    .toBuffer()
}
