import { addLaplacian } from './laplacian'

/** About what a pixel's own alpha counts in the Laplacian: nine windows, two thirds each. */
const DIAGONAL: f32 = 6
/** Steps end when the residual has shrunk by this factor (squared), or to nothing. */
const TOLERANCE: f64 = 1e-6
const NOTHING: f64 = 1e-9

/**
 * Minimises αᵀLα + Σ pull (α - target)² over the slots with a pull, by at most `steps` of conjugate gradients with a diagonal
 * preconditioner. `alpha` holds the start and gets the result; slots without a pull have no residual, so they stay. `spare` is
 * room for three numbers per slot, and for one more.
 */
export function descend(
  left: usize,
  windows: i32,
  colours: usize,
  slots: i32,
  mean: usize,
  inverse: usize,
  pull: usize,
  target: usize,
  alpha: usize,
  steps: i32,
  spare: usize,
): void {
  const end = (<usize>slots) << 2
  const product = spare
  const rest = product + end + 16
  const direction = rest + end + 16
  memory.fill(product, 0, end)
  addLaplacian(left, windows, colours, slots, mean, inverse, alpha, product)
  let remaining: f64 = 0
  for (let i: usize = 0; i < end; i += 4) {
    const weight = load<f32>(pull + i)
    const residual =
      weight > 0 ? weight * (load<f32>(target + i) - load<f32>(alpha + i)) - load<f32>(product + i) : <f32>0
    const scaled = residual / (weight + DIAGONAL)
    store<f32>(rest + i, residual)
    store<f32>(direction + i, scaled)
    remaining += <f64>residual * <f64>scaled
  }
  const enough = max(NOTHING, TOLERANCE * remaining)
  for (let step = 0; step < steps && remaining > enough; step++) {
    memory.fill(product, 0, end)
    addLaplacian(left, windows, colours, slots, mean, inverse, direction, product)
    const stride = <f32>(remaining / max(<f64>1e-12, curve(pull, direction, product, end)))
    const next = advance(pull, direction, product, alpha, rest, stride, end)
    turn(pull, rest, direction, <f32>(next / remaining), end)
    remaining = next
  }
}

/** Adds the pulls to the product, and gives its sum over the direction. */
function curve(pull: usize, direction: usize, product: usize, end: usize): f64 {
  let sum: f64 = 0
  for (let i: usize = 0; i < end; i += 4) {
    const weight = load<f32>(pull + i)
    const along = load<f32>(direction + i)
    const value = weight > 0 ? load<f32>(product + i) + weight * along : <f32>0
    store<f32>(product + i, value)
    sum += <f64>value * <f64>along
  }
  return sum
}

/** One stride along the direction; gives the size of what is left. */
function advance(
  pull: usize,
  direction: usize,
  product: usize,
  alpha: usize,
  rest: usize,
  stride: f32,
  end: usize,
): f64 {
  let sum: f64 = 0
  for (let i: usize = 0; i < end; i += 4) {
    store<f32>(alpha + i, load<f32>(alpha + i) + stride * load<f32>(direction + i))
    const residual = load<f32>(rest + i) - stride * load<f32>(product + i)
    store<f32>(rest + i, residual)
    sum += <f64>residual * <f64>(residual / (load<f32>(pull + i) + DIAGONAL))
  }
  return sum
}

function turn(pull: usize, rest: usize, direction: usize, share: f32, end: usize): void {
  for (let i: usize = 0; i < end; i += 4) {
    const scaled = load<f32>(rest + i) / (load<f32>(pull + i) + DIAGONAL)
    store<f32>(direction + i, scaled + share * load<f32>(direction + i))
  }
}
