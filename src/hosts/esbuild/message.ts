import type { PartialMessage } from 'esbuild'
import { isMattingError, MattingError } from '../../core/errors.ts'

/**
 * A failure as esbuild tells it: the import's place and line come from esbuild, the cause is the text, the fix a note.
 * What is no failure of ours is esbuild's to tell.
 */
export function toMessage(error: unknown): PartialMessage {
  if (!isMattingError(error)) throw error
  const { code, reason, fix, serviceCode, requestId } = error
  const { message } = new MattingError(code, reason, { serviceCode, requestId })
  const notes = fix === undefined ? [] : [{ text: fix }]
  return { text: message.replace(/^\[unplugin-matting\] /, ''), notes, detail: error }
}
