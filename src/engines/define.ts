import type { Engine } from '../core/types.ts'
import { MattingError } from '../core/errors.ts'

const NAME_RE = /^[a-z][a-z\d-]*$/

/**
 * Declares an engine of your own: `engine: defineEngine({ name, version, cut })`.
 *
 * `name` and `version` are part of every cache key: raise `version` when the same photo gives other pixels.
 * @throws MattingError `INVALID_OPTION` when a field is missing or of the wrong type
 */
export function defineEngine(engine: Engine): Engine {
  const wrong = findFault(engine)
  if (wrong === undefined) return engine
  throw new MattingError('INVALID_OPTION', `defineEngine: ${wrong}.`, {
    fix: "Pass { name: 'my-engine', version: '1', async cut(image, layout, context) { return { png } } }.",
  })
}

function findFault({ name, version, cut }: Partial<Engine>): string | undefined {
  if (typeof name !== 'string' || !NAME_RE.test(name)) {
    return `\`name\` is ${JSON.stringify(name)}; expected lower-case letters, digits and dashes`
  }
  if (typeof version !== 'string' || version === '') {
    return `\`version\` is ${JSON.stringify(version)}; expected a text that is not empty`
  }
  return typeof cut === 'function' ? undefined : '`cut` is missing; expected a function'
}
