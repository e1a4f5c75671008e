import type { Box } from '../../../core/types.ts'
import type { Field } from '../planes/field.ts'

/**
 * Boxes of at most `side` pixels that hold every pixel of `box` in doubt (where `sureness` is neither 1 nor -1): strips that begin at the
 * first row in doubt below the last strip, each cut into pieces likewise. Fewer than the tiles of a grid would be.
 */
export function coverDoubt({ data, width }: Field, box: Box, side: number): readonly Box[] {
  const isDoubtful = (x: number, y: number): boolean => Math.abs(data[y * width + x] ?? 0) < 1
  const [right, bottom] = [box.x + box.width, box.y + box.height]
  const rows = cutLength(box.y, bottom, side, (y) => holds(box.x, right, (x) => isDoubtful(x, y)))
  return rows.flatMap(([y, height]) =>
    cutLength(box.x, right, side, (x) => holds(y, y + height, (row) => isDoubtful(x, row))).map(([x, width]) => ({
      x,
      y,
      width,
      height,
    })),
  )
}

/** Start and length of pieces of at most `side` that begin where `test` holds, the first one at or after `from`. */
function cutLength(
  from: number,
  to: number,
  side: number,
  test: (at: number) => boolean,
): readonly (readonly [start: number, length: number])[] {
  const pieces: [number, number][] = []
  for (let at = from; at < to; at++) {
    if (!test(at)) continue
    pieces.push([at, Math.min(side, to - at)])
    at += side - 1
  }
  return pieces
}

function holds(from: number, to: number, test: (at: number) => boolean): boolean {
  for (let at = from; at < to; at++) if (test(at)) return true
  return false
}
