import { appendFile } from 'node:fs/promises'
import type { Io } from './command.ts'

/** A thing to tell of a file. */
export interface Annotation {
  readonly level: 'warning' | 'error'
  /** Relative to the root, with forward slashes. */
  readonly file?: string | null | undefined
  readonly line?: number | null | undefined
  readonly message: string
}

/** Tells GitHub Actions what to show beside a file. Elsewhere nothing is told: the text for people says it already. */
export function annotate(io: Io, { level, file, line, message }: Annotation): void {
  if (io.env['GITHUB_ACTIONS'] !== 'true') return
  const place = [file ? `file=${escapeProperty(file)}` : '', line ? `line=${line}` : ''].filter(Boolean).join(',')
  io.err(`::${level}${place === '' ? '' : ` ${place}`}::${escapeData(message)}\n`)
}

/** Adds a text to the summary of a step of GitHub Actions. */
export async function addStepSummary(io: Io, markdown: string): Promise<void> {
  const file = io.env['GITHUB_STEP_SUMMARY'] ?? ''
  // A summary that can't be written is no reason to fail.
  if (file !== '') await appendFile(file, `${markdown}\n`).catch(() => undefined)
}

/** Workflow commands are lines. (GitHub, "Workflow commands") */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
