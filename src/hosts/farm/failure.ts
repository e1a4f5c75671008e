import { describeCause } from '../../core/errors.ts'
/**
 * Runs a hook; its failure is told as Farm can show it. Farm prints errors of plugins as one escaped string, message and stack: so
 * the message goes on one line, without double quotes, and the stack is left out.
 */
export async function tellPlainly<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    const message = describeCause(cause)
    const error = new Error(oneLine(message), { cause })
    error.stack = ''
    throw error
  }
}

function oneLine(message: string): string {
  const lines = message.trim().split(/\s*\n\s*/)
  return lines.join(' · ').replace(/ {2,}/g, ' ').replaceAll('"', "'")
}
