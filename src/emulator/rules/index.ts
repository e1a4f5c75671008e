import { refuse } from '../errors.ts'
import { imageMogr } from './image-mogr.ts'
import { imageView } from './image-view.ts'
import { matting } from './matting.ts'
import { pipe } from './pipe.ts'
import type { Rule, RuleContext, RuleFamily } from './rule.ts'
import { style } from './style.ts'

/** Every family of rules; a pipe holds the others, so it comes first. */
const FAMILIES: readonly RuleFamily[] = [pipe, imageView, imageMogr, style, matting]

/**
 * Parses a rule of `Pic-Operations` ("Persistent Image Processing", `rules[].rule`).
 *
 * @param styles stored styles: name to rule
 * @throws MattingError `EMULATOR` with the service's code: `InvalidArgument` for a value out of bounds, `NotImplemented` for a
 *   rule or a parameter the emulator does not run, `ResourceNotFound` for a style that is not stored
 */
export function parseRule(text: string, styles: RuleContext['styles']): Rule {
  return parseAny(text, { styles, parse: parseAny })
}

function parseAny(text: string, context: RuleContext): Rule {
  const family = FAMILIES.find(({ fits }) => fits(text))
  if (family === undefined) throw refuse('NotImplemented', `The emulator does not run the rule "${text}".`)
  return family.parse(text, context)
}
