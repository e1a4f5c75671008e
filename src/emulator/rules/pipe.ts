import { refuse } from '../errors.ts'
import type { ImageRule, Picture, RuleFamily } from './rule.ts'

/** `a|b`: each rule works on the picture of the one before ("Pipeline Operators"). GoodsMatting is no part of a pipe. */
export const pipe: RuleFamily = {
  fits: (text) => text.includes('|'),
  parse(text, context) {
    const stages = text.split('|').map((part): ImageRule => {
      const rule = context.parse(part, context)
      if (rule.operation === 'ImageProcess') return rule
      throw refuse('InvalidArgument', `"${part}" can not be part of a pipe.`)
    })
    return { operation: 'ImageProcess', render: (source) => renderStages(stages, source) }
  },
}

async function renderStages([first, ...rest]: readonly ImageRule[], source: Uint8Array): Promise<Picture> {
  if (first === undefined) throw refuse('InvalidArgument', 'A pipe has no rules.')
  let picture = await first.render(source)
  for (const { render } of rest) picture = await render(picture.bytes)
  return picture
}
