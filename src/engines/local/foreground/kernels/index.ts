/**
 * The inner loops of foreground estimation, in AssemblyScript. The build compiles this folder to `dist/foreground-kernels.wasm`;
 * `../kernels.ts` loads it. Addresses count bytes, sizes count numbers; pictures of floats have three numbers a pixel. What is computed
 * has 64 bits, what is kept has 32, and every sum is taken in the order given.
 */
export { paintTile } from './paint'
export { refineLevel, startLevel } from './separate'
export { relaxLevel } from './level'
