import { refuse } from '../errors.ts'
import type { RuleFamily } from './rule.ts'

const STYLE_RE = /^style\/(.*)$/s

/** `style/<name>`: the rule that is stored under the name. A style holds image rules, no other styles, no GoodsMatting. */
export const style: RuleFamily = {
  fits: (text) => STYLE_RE.test(text),
  parse(text, context) {
    const name = STYLE_RE.exec(text)?.[1] ?? ''
    const stored = Object.hasOwn(context.styles, name) ? context.styles[name] : undefined
    if (stored === undefined) throw refuse('ResourceNotFound', `There is no style "${name}".`)
    const rule = context.parse(stored, { ...context, styles: {} })
    if (rule.operation === 'ImageProcess') return rule
    throw refuse('InvalidArgument', `The style "${name}" is no rule of image processing.`)
  },
}
