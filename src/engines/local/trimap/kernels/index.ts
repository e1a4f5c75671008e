/**
 * The inner loops of the trimap, in AssemblyScript. The build compiles this folder to `dist/trimap-kernels.wasm`; `../kernels.ts` loads
 * it. Addresses count bytes, sizes count numbers, which are 32-bit floats; what is computed has 64 bits.
 */
export { enlargeMask } from './enlarge'
export { weighEvidence } from './evidence'
export { markGaps } from './gaps'
export { markRims } from './rims'
export { markStrange } from './strands'
