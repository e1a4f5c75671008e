import type { ResultFacts } from '../core/check.ts'
import { MattingError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { findBoxOfAlpha } from './box.ts'
import { openImage } from './codec.ts'

/**
 * Decodes a result whole and says what it is.
 *
 * @throws MattingError `ENGINE_RESULT` when it can't be decoded
 */
export async function inspectResult(bytes: Uint8Array): Promise<ResultFacts> {
  try {
    const image = await openImage(bytes)
    const { format, compression, hasAlpha } = await image.metadata()
    const alpha = await image.ensureAlpha().extractChannel(3).raw({ depth: 'uchar' }).toBuffer({
      resolveWithObject: true,
    })
    const { width, height } = alpha.info
    const box = findBoxOfAlpha(alpha.data, alpha.info)
    const name = compression === 'av1' ? 'avif' : format
    return { format: name, width, height, hasAlpha, box, sha256: sha256(bytes), ...measureAlpha(alpha.data) }
  } catch (cause) {
    throw new MattingError('ENGINE_RESULT', 'The result is no whole picture; it is not kept.', {
      cause,
      fix: 'Run the build again; if it happens again, report it with the photo.',
    })
  }
}

function measureAlpha(alpha: Uint8Array): { coverage: number; transparent: boolean } {
  let covered = 0
  let transparent = false
  // By index: in a process that has just begun, iterators take twenty times as long.
  for (let i = 0; i < alpha.length; i++) {
    const value = alpha[i] ?? 0
    if (value >= 128) covered++
    if (value < 255) transparent = true
  }
  return { coverage: covered / alpha.length, transparent }
}
