import { blur, createPicture } from './layers.mjs'

/**
 * Shadows of what stands on row `base`: dark where it touches, paler where it is cast, and a wide one of the room's light.
 * Returns how much light is left, 0 to 1, a pixel.
 *
 * @param {import('./layers.mjs').Plane} alpha @param {number} base
 * @param {import('./random.mjs').Random} random @param {number} shade strength
 * @param {import('./sketch.mjs').Light} light
 */
export function castFromStanding(alpha, base, random, shade, light) {
  const lean = -Math.cos((light.azimuth / 180) * Math.PI) * random.range(0.4, 1.2)
  const squash = random.range(0.1, 0.34) * random.pick([1, 1, 1, -0.35])
  const flat = random.range(0.05, 0.09)
  const [touch, room] = [takeFoot(alpha, base, 0.05), takeFoot(alpha, base, 0.25)].map((foot) =>
    project(foot, base, 0, flat),
  )
  const soft = alpha.width * random.range(0.006, 0.016)
  const [near, far] = [project(alpha, base, lean, squash), project(alpha, base, lean * 1.06, squash * 1.06)]
  return multiplyLight(alpha, [
    [blur(touch, 1, soft), shade * 1.2],
    [blur(room, 1, soft * 4), shade * 0.7],
    [blur(near, 1, soft * 0.9), shade * 0.4],
    [blur(far, 1, soft * 2.5), shade * 0.4],
  ])
}

/** Shadows of what lies on a surface seen from above: a near one and a wide one, away from the light. */
export function castFromLying(alpha, random, shade, light) {
  const turn = (light.azimuth / 180) * Math.PI
  const reach = alpha.width * random.range(0.006, 0.022)
  const moved = move(alpha, -Math.cos(turn) * reach, -Math.sin(turn) * reach)
  return multiplyLight(alpha, [
    [blur(moved, 1, reach * 0.5), shade * 0.8],
    [blur(moved, 1, reach * 2.5), shade * 0.6],
  ])
}

/** The lowest part of a product: what is not higher above its base than `share` of the picture. */
function takeFoot({ width, height, data }, base, share) {
  const top = Math.max(0, Math.round(base - share * height)) * width
  return { width, height, data: data.map((value, at) => (at < top ? 0 : value)) }
}

/** The product laid onto the floor: what is `h` above the base falls `lean · h` aside and `squash · h` behind it. */
function project({ width, height, data }, base, lean, squash) {
  const shadow = createPicture(width, height, 1)
  for (let y = 0; y < height; y++) {
    const up = lean === 0 ? Math.abs(base - y) / squash : (base - y) / squash
    const row = Math.round(base - up)
    if (up < 0 || row < 0 || row >= height) continue
    for (let x = 0; x < width; x++) {
      const from = Math.round(x - lean * up)
      if (from >= 0 && from < width) shadow.data[y * width + x] = data[row * width + from]
    }
  }
  return shadow
}

function move({ width, height, data }, right, down) {
  const moved = createPicture(width, height, 1)
  const [u, v] = [Math.round(right), Math.round(down)]
  for (let y = Math.max(0, v); y < Math.min(height, height + v); y++)
    for (let x = Math.max(0, u); x < Math.min(width, width + u); x++)
      moved.data[y * width + x] = data[(y - v) * width + x - u]
  return moved
}

function multiplyLight({ width, height }, shadows) {
  const left = createPicture(width, height, 1)
  left.data.fill(1)
  for (const [{ data }, strength] of shadows)
    for (let i = 0; i < data.length; i++) left.data[i] *= 1 - Math.min(0.85, strength) * data[i]
  return left
}
