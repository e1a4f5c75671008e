/**
 * Adds the matting Laplacian times `alpha` to `product`, both a number per slot: in every window alpha should be a linear function
 * of the colour (closed-form matting, Levin, Lischinski and Weiss 2008); each pixel gets what alpha differs from the best such
 * function.
 */
export function addLaplacian(
  left: usize,
  windows: i32,
  colours: usize,
  slots: i32,
  mean: usize,
  inverse: usize,
  alpha: usize,
  product: usize,
): void {
  const plane = (<usize>slots) << 2
  for (let window = 0; window < windows; window++) {
    addWindow(left, colours, plane, mean, inverse, alpha, product)
    left += 12
    mean += 12
    inverse += 24
  }
}

/** Rows of three lie in vectors of four, whose last lane never counts. */
function addWindow(
  left: usize,
  colours: usize,
  plane: usize,
  mean: usize,
  inverse: usize,
  alpha: usize,
  product: usize,
): void {
  const counts = i32x4(-1, -1, -1, 0)
  const top = (<usize>load<u32>(left)) << 2
  const middle = (<usize>load<u32>(left, 4)) << 2
  const bottom = (<usize>load<u32>(left, 8)) << 2
  const topAlpha = v128.and(v128.load(alpha + top), counts)
  const middleAlpha = v128.and(v128.load(alpha + middle), counts)
  const bottomAlpha = v128.and(v128.load(alpha + bottom), counts)

  let average = v128.load_splat<f32>(mean)
  const topRed = f32x4.sub(v128.load(colours + top), average)
  const middleRed = f32x4.sub(v128.load(colours + middle), average)
  const bottomRed = f32x4.sub(v128.load(colours + bottom), average)
  average = v128.load_splat<f32>(mean, 4)
  colours += plane
  const topGreen = f32x4.sub(v128.load(colours + top), average)
  const middleGreen = f32x4.sub(v128.load(colours + middle), average)
  const bottomGreen = f32x4.sub(v128.load(colours + bottom), average)
  average = v128.load_splat<f32>(mean, 8)
  colours += plane
  const topBlue = f32x4.sub(v128.load(colours + top), average)
  const middleBlue = f32x4.sub(v128.load(colours + middle), average)
  const bottomBlue = f32x4.sub(v128.load(colours + bottom), average)

  const sum = total(f32x4.add(f32x4.add(topAlpha, middleAlpha), bottomAlpha)) / 9
  const red = total(mix(topAlpha, topRed, middleAlpha, middleRed, bottomAlpha, bottomRed)) / 9
  const green = total(mix(topAlpha, topGreen, middleAlpha, middleGreen, bottomAlpha, bottomGreen)) / 9
  const blue = total(mix(topAlpha, topBlue, middleAlpha, middleBlue, bottomAlpha, bottomBlue)) / 9

  const rg = load<f32>(inverse, 4)
  const rb = load<f32>(inverse, 8)
  const gb = load<f32>(inverse, 16)
  const base = f32x4.splat(sum)
  const a = f32x4.splat(load<f32>(inverse) * red + rg * green + rb * blue)
  const b = f32x4.splat(rg * red + load<f32>(inverse, 12) * green + gb * blue)
  const c = f32x4.splat(rb * red + gb * green + load<f32>(inverse, 20) * blue)
  addRow(product + top, topAlpha, f32x4.add(base, mix(a, topRed, b, topGreen, c, topBlue)))
  addRow(product + middle, middleAlpha, f32x4.add(base, mix(a, middleRed, b, middleGreen, c, middleBlue)))
  addRow(product + bottom, bottomAlpha, f32x4.add(base, mix(a, bottomRed, b, bottomGreen, c, bottomBlue)))
}

function mix(a: v128, x: v128, b: v128, y: v128, c: v128, z: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a, x), f32x4.mul(b, y)), f32x4.mul(c, z))
}

function total(row: v128): f32 {
  return f32x4.extract_lane(row, 0) + f32x4.extract_lane(row, 1) + f32x4.extract_lane(row, 2)
}

function addRow(to: usize, alpha: v128, fitted: v128): void {
  const rest = v128.and(f32x4.sub(alpha, fitted), i32x4(-1, -1, -1, 0))
  v128.store(to, f32x4.add(v128.load(to), rest))
}
