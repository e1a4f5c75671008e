import type { Layout } from '../../directives/layout.ts'
import { refuse } from '../errors.ts'
import { parseQuery, type QueryPair } from '../request.ts'
import type { RuleFamily } from './rule.ts'

/** Bounds of `dx` and `dy` ("Image Matting", parameter `padding-layout`). */
const MAX_PADDING = 1000
/** Rules of image processing are paths, `watermark/2/text/…`; those of jobs are queries. */
const PATH_RULE_RE = /^(?:style|[a-z]+\d*)\/|^image[A-Z][a-zA-Z]+$/i
const PADDING_RE = /^(\d{1,5})x(\d{1,5})$/

/** `ci-process=GoodsMatting`, then the layout parameters. Other jobs of `ci-process` are refused here, too. */
export const matting: RuleFamily = {
  fits: (text) => !PATH_RULE_RE.test(text),
  parse: (text) => ({ operation: 'GoodsMatting', layout: parseMattingParameters(parseQuery(text)) }),
}

/**
 * Parses the parameters of GoodsMatting, those of a rule or those of a download's query.
 *
 * @throws MattingError `EMULATOR` with `InvalidArgument` for parameters the operation does not have or values out of
 *   bounds (the vendor documents neither)
 */
export function parseMattingParameters(parameters: readonly QueryPair[]): Layout {
  const values = new Map(parameters)
  if (values.size < parameters.length) throw refuse('InvalidArgument', 'A parameter is given twice.')
  const unknown = parameters.find(([name]) => !Object.hasOwn(PARAMETERS, name))?.[0]
  if (unknown !== undefined) throw refuse('InvalidArgument', `GoodsMatting has no parameter "${unknown}".`)
  const process = values.get('ci-process')
  if (process !== 'GoodsMatting') throw refuse('InvalidArgument', `ci-process is "${process ?? ''}", not GoodsMatting.`)
  return {
    center: parseCenter(values.get('center-layout') ?? '0'),
    padding: parsePadding(values.get('padding-layout') ?? '0x0'),
  }
}

const PARAMETERS = { 'ci-process': true, 'center-layout': true, 'padding-layout': true } as const

function parseCenter(value: string): boolean {
  if (value !== '0' && value !== '1') throw refuse('InvalidArgument', `center-layout is "${value}", not 0 or 1.`)
  return value === '1'
}

function parsePadding(value: string): Layout['padding'] {
  const [, dx, dy] = PADDING_RE.exec(value) ?? []
  const padding = { dx: Number(dx), dy: Number(dy) }
  if (padding.dx <= MAX_PADDING && padding.dy <= MAX_PADDING) return padding
  throw refuse('InvalidArgument', `padding-layout is "${value}", not <dx>x<dy> of 0 to ${MAX_PADDING} each.`)
}
