import { PLACE, sample } from '../../planes/kernels/sample'
import { differ, LIGHTNESS, RED, YELLOW } from './difference'
import { BACKGROUND } from './kinds'
import { measureStrangeness } from './strangeness'

/** Squared distance to the backdrop, in units of its noise, above which a pixel is not backdrop. */
const STRANGE: f64 = 14
/** A shadow darkens without changing hue: chroma differs by less than this, plus this share of the darkening. */
const SHADOW_CHROMA: f64 = 4
const SHADOW_CHROMA_SHARE: f64 = 0.12
/** A thin line stands out from both its sides by this much lightness; a soft shadow does not. */
const RIDGE: f64 = 10

/**
 * Marks (bytes) the background of a `trimap` (bytes) that is neither backdrop nor a shadow on it, up to where `outside`, the distance
 * to the mask, is `reach`. `backdrop` and `outside` have `coarse` columns; `across` and `down` tell where the picture's columns and rows
 * are in them. `light`, `red` and `yellow` weigh squared differences to the backdrop. Lines are compared with what is `step` pixels away.
 */
export function markStrange(
  lab: usize,
  trimap: usize,
  width: i32,
  height: i32,
  backdrop: usize,
  outside: usize,
  coarse: i32,
  across: usize,
  down: usize,
  light: f64,
  red: f64,
  yellow: f64,
  reach: f64,
  step: i32,
  marked: usize,
): void {
  memory.fill(marked, 0, <usize>(width * height))
  for (let y = 0, i = 0; y < height; y++, down += PLACE) {
    for (let x = 0; x < width; x++, i++) {
      if (load<u8>(trimap + <usize>i) !== BACKGROUND) continue
      const column = across + <usize>x * PLACE
      if (sample(outside, coarse, 4, column, down) > reach) continue
      const at = lab + <usize>i * 12
      if (measureStrangeness(at, backdrop, coarse, column, down, light, red, yellow) < STRANGE) continue
      if (isShadow(at, backdrop, coarse, column, down) && measureRidge(lab, width, height, x, y, step) <= RIDGE)
        continue
      store<u8>(marked + <usize>i, 1)
    }
  }
}

function isShadow(lab: usize, backdrop: usize, coarse: i32, column: usize, row: usize): bool {
  const lighter = differ(lab, backdrop, coarse, column, row, LIGHTNESS)
  if (lighter >= 0) return false
  const redder = differ(lab, backdrop, coarse, column, row, RED)
  const yellower = differ(lab, backdrop, coarse, column, row, YELLOW)
  return sqrt(redder * redder + yellower * yellower) < SHADOW_CHROMA - SHADOW_CHROMA_SHARE * lighter
}

/** How much the lightness at a pixel stands out from both sides, across or down, `step` pixels away. */
function measureRidge(lab: usize, width: i32, height: i32, x: i32, y: i32, step: i32): f64 {
  const middle = 2 * lightnessAt(lab, y * width + x)
  const left = lightnessAt(lab, y * width + max(0, x - step))
  const right = lightnessAt(lab, y * width + min(width - 1, x + step))
  const top = lightnessAt(lab, max(0, y - step) * width + x)
  const bottom = lightnessAt(lab, min(height - 1, y + step) * width + x)
  return max(abs(left + right - middle), abs(top + bottom - middle))
}

function lightnessAt(lab: usize, i: i32): f64 {
  return <f64>load<f32>(lab + <usize>i * 12)
}
