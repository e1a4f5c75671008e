/**
 * The inner loops of the mask, in AssemblyScript: features, colour models and graph cuts. The build compiles this folder to
 * `dist/mask-kernels.wasm`; `../kernels.ts` loads it. Addresses count bytes, sizes count numbers.
 */
export { fitColours, weighColours } from './colours'
export { describePixels } from './features'
export { divideGrid } from './grid'
