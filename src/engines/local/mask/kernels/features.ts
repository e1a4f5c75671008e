import { subtractBackdrop } from '../../backdrop/kernels/border'
import { exponential, logarithm } from '../../planes/kernels/functions'

/** Bytes of a pixel's colour: three floats, 0 to 255. */
const COLOUR: usize = 12
/** The hyperbolic tangent of more than this is 1. */
const MOST: f64 = 40

/**
 * The ten planes of features that `../features.ts` names, from colours and their backdrop: `backdrop` holds its middle colour (three
 * 64-bit numbers) and eighteen coefficients of the surface around it, as `subtractBackdrop` reads them.
 */
export function describePixels(colours: usize, width: i32, height: i32, backdrop: usize, noise: f64, to: usize): void {
  const plane = (<usize>(width * height)) << 2
  const noiseFeature = <f32>hyperbolicTangent(8 * noise)
  for (let y = 0; y < height; y++) {
    const v = ((<f64>y + 0.5) / <f64>height) * 2 - 1
    for (let x = 0; x < width; x++, colours += COLOUR, to += 4) {
      const u = ((<f64>x + 0.5) / <f64>width) * 2 - 1
      const size = describeColour(colours, backdrop, u, v, plane, to) / noise
      const loudness = logarithm(1 + size) / 3 - 0.5
      store<f32>(to + 6 * plane, <f32>loudness)
      store<f32>(to + 7 * plane, noiseFeature)
      store<f32>(to + 8 * plane, <f32>u)
      store<f32>(to + 9 * plane, <f32>v)
    }
  }
}

/** The first six planes of a pixel; its distance to the backdrop. */
function describeColour(colour: usize, backdrop: usize, u: f64, v: f64, plane: usize, to: usize): f64 {
  let squares: f64 = 0
  for (let c: usize = 0; c < 3; c++, to += plane) {
    const value = <f64>load<f32>(colour + (c << 2)) / 255
    const difference = subtractBackdrop(value, backdrop, c, u, v)
    squares += difference * difference
    const level = value * 2 - 1
    store<f32>(to, <f32>level)
    store<f32>(to + 3 * plane, <f32>hyperbolicTangent(4 * difference))
  }
  return sqrt(squares)
}

function hyperbolicTangent(x: f64): f64 {
  return x > MOST ? 1 : 1 - 2 / (exponential(2 * x) + 1)
}
