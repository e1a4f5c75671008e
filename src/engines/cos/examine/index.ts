import type { Finding } from '../../../core/finding.ts'
import { type Clock, SYSTEM_CLOCK } from '../clock.ts'
import type { CosSettings } from '../options.ts'
import { createCosService, createTools } from '../service.ts'
import { examineFirstAnswer, examineRights } from './access.ts'
import { askForAbsent, type Desk, renderFinding } from './probe.ts'
import { examineCutOut, examineServices } from './services.ts'
import { examineProxies, examinePublicUrl } from './way.ts'
import { isMattingError } from '../../../core/errors.ts'

/** How far a bucket is examined. */
export interface CosExamination {
  /** Whether one real cut-out is made, which is paid for. */
  readonly paid: boolean
  readonly signal: AbortSignal
  /** @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** @default the machine's */
  readonly clock?: Clock | undefined
}

/**
 * Checks all that a cut-out in the cloud depends on, one finding after the other: keys, clock, bucket and region, rights,
 * CI and its AI service, the bucket of results, the public address, proxies. It pays for nothing unless told to, and leaves
 * a small text in the bucket.
 *
 * @throws the signal's reason
 */
export async function* examineCos(
  settings: CosSettings,
  { paid, signal, env = process.env, clock = SYSTEM_CLOCK }: CosExamination,
): AsyncIterable<Finding> {
  try {
    const tools = createTools(settings, clock)
    try {
      yield* examineAll({ ...tools, signal, env }, paid)
    } finally {
      tools.sender.close()
    }
  } catch (error) {
    // Settings without keys.
    if (!isMattingError(error) || signal.aborted) throw error
    yield renderFinding('keys', 'fail', error)
  }
}

async function* examineAll(desk: Desk, paid: boolean): AsyncIterable<Finding> {
  const { sources, results } = desk.places
  yield examineProxies(desk)
  const { findings, isReached } = examineFirstAnswer(await askForAbsent(sources, desk), desk)
  yield* findings
  if (!isReached) return
  yield* examineRights('bucket', sources, desk)
  yield await examineServices(desk)
  if (results !== sources) yield* examineRights('result bucket', results, desk)
  yield await examinePublicUrl(desk)
  if (!paid) return yield { check: 'cut-out', status: 'skipped', detail: 'costs one paid call: ask for it by `--paid`' }
  const service = createCosService(desk.settings, desk.clock)
  try {
    yield await examineCutOut(service, desk)
  } finally {
    await service.close()
  }
}
