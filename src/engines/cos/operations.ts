import type { Layout } from '../../directives/layout.ts'

/** One result to be made: the rule that makes it and the object key that receives it (without leading `/`). */
export interface Operation {
  readonly key: string
  readonly rule: string
}

/**
 * The GoodsMatting rule for a layout; parameters at their default are left out, so that one layout has one spelling
 * (Tencent Cloud CI, "Image Matting").
 */
export function renderRule({ center, padding }: Layout): string {
  const parts = [
    'ci-process=GoodsMatting',
    center ? 'center-layout=1' : '',
    padding.dx > 0 || padding.dy > 0 ? `padding-layout=${padding.dx}x${padding.dy}` : '',
  ]
  return parts.filter(Boolean).join('&')
}

/**
 * The value of the `Pic-Operations` header: compact JSON in ASCII, because the service ignores a value with line breaks
 * and signatures of other characters differ between clients. `fileid` begins with `/`: without it a key is taken
 * relative to the folder of the source.
 */
export function renderPicOperations(operations: readonly Operation[]): string {
  const rules = operations.map(({ key, rule }) => ({ fileid: `/${key}`, rule }))
  return escapeNonAscii(JSON.stringify({ is_pic_info: 1, rules }))
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
