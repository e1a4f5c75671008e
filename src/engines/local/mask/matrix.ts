/** Rows and columns that are multiplied at a time. */
const BLOCK = 4

/** The next multiple of the block size. */
export function roundUp(count: number): number {
  return Math.ceil(count / BLOCK) * BLOCK
}

/** Orders a `rows × depth` matrix as {@link multiplyBlocks} reads it, 4 × 4 block by block, padded with zeros. */
export function packWeights(weights: Float32Array, rows: number, depth: number): Float32Array {
  const packed = new Float32Array(roundUp(rows) * roundUp(depth))
  let to = 0
  for (let row = 0; row < rows; row += BLOCK) {
    for (let column = 0; column < roundUp(depth); column += BLOCK) {
      for (let r = row; r < row + BLOCK; r++) {
        for (let c = column; c < column + BLOCK; c++)
          packed[to++] = r < rows && c < depth ? (weights[r * depth + c] ?? 0) : 0
      }
    }
  }
  return packed
}

/** Where the product's rows go: row r begins at `start + r × step`. */
interface Target {
  readonly data: Float32Array
  readonly start: number
  readonly step: number
}

/** Size of the right-hand matrix, row-major. */
interface Shape {
  readonly depth: number
  readonly columns: number
}

/** Adds `packed × matrix` to the target. */
export function multiplyBlocks(
  packed: Float32Array,
  matrix: Float32Array,
  { depth, columns }: Shape,
  target: Target,
): void {
  const rows = packed.length / depth
  for (let row = 0, at = 0; row < rows; row += BLOCK) {
    const outputs = listRows(target.data, target.start + row * target.step, target.step, columns)
    for (let k = 0; k < depth; k += BLOCK, at += BLOCK * BLOCK) {
      multiplyBlock(packed, at, matrix.subarray(k * columns, (k + BLOCK) * columns), outputs)
    }
  }
}

interface FourRows {
  readonly p: Float32Array
  readonly q: Float32Array
  readonly r: Float32Array
  readonly s: Float32Array
}

function listRows(data: Float32Array, start: number, step: number, length: number): FourRows {
  const row = (i: number): Float32Array => data.subarray(start + i * step, start + i * step + length)
  return { p: row(0), q: row(1), r: row(2), s: row(3) }
}

/** Sixteen products for eight reads and four writes. The weights are in variables by themselves to stay in registers. */
function multiplyBlock(weights: Float32Array, at: number, inputs: Float32Array, { p, q, r, s }: FourRows): void {
  const columns = p.length
  const weight = (i: number): number => weights[at + i] ?? 0
  const [pa, pb, pc, pd] = [weight(0), weight(1), weight(2), weight(3)]
  const [qa, qb, qc, qd] = [weight(4), weight(5), weight(6), weight(7)]
  const [ra, rb, rc, rd] = [weight(8), weight(9), weight(10), weight(11)]
  const [sa, sb, sc, sd] = [weight(12), weight(13), weight(14), weight(15)]
  for (let i = 0; i < columns; i++) {
    const a = inputs[i] ?? 0
    const b = inputs[i + columns] ?? 0
    const c = inputs[i + 2 * columns] ?? 0
    const d = inputs[i + 3 * columns] ?? 0
    p[i] = (p[i] ?? 0) + pa * a + pb * b + pc * c + pd * d
    q[i] = (q[i] ?? 0) + qa * a + qb * b + qc * c + qd * d
    r[i] = (r[i] ?? 0) + ra * a + rb * b + rc * c + rd * d
    s[i] = (s[i] ?? 0) + sa * a + sb * b + sc * c + sd * d
  }
}
