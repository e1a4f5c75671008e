import type { Layout } from '../../directives/layout.ts'
import type { Task } from '../../directives/task.ts'

/** Most rules in one request (Tencent Cloud CI, "Persistent Image Processing"). */
export const MAX_RULES = 5

/** One result to be made: the rule that makes it and the object key that receives it (without leading `/`). */
export interface Operation {
  readonly key: string
  readonly rule: string
}

/**
 * The parameters of GoodsMatting for a layout; those at their default are left out, so that one layout has one spelling
 * (Tencent Cloud CI, "Image Matting").
 */
export function listMattingParameters({ center, padding }: Layout): Record<string, string> {
  const isPadded = padding.dx > 0 || padding.dy > 0
  return {
    'ci-process': 'GoodsMatting',
    ...(center ? { 'center-layout': '1' } : {}),
    ...(isPadded ? { 'padding-layout': `${padding.dx}x${padding.dy}` } : {}),
  }
}

/** The rule of a task, as it is sent. */
export function renderRule(task: Task): string {
  if (task.kind === 'rule') return task.rule
  const parameters = Object.entries(listMattingParameters(task.layout))
  return parameters.map(([name, value]) => `${name}=${value}`).join('&')
}

/**
 * The value of the `Pic-Operations` header: compact JSON in ASCII, because the service ignores a value with line breaks
 * and signatures of other characters differ between clients. `fileid` begins with `/`: without it a key is taken
 * relative to the folder of the source.
 *
 * @param bucket where results go, if not into the bucket of the source
 */
export function renderPicOperations(operations: readonly Operation[], bucket?: string): string {
  const place = bucket === undefined ? {} : { bucket }
  const rules = operations.map(({ key, rule }) => ({ ...place, fileid: `/${key}`, rule }))
  return escapeNonAscii(JSON.stringify({ is_pic_info: 1, rules }))
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
