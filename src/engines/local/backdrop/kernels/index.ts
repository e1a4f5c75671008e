/**
 * The fits of backdrops, in AssemblyScript. The build compiles this folder to `dist/backdrop-kernels.wasm`; `../kernels.ts` loads it.
 * Addresses count bytes, sizes count numbers, which are 64-bit floats unless something else is said, and summed in the order given.
 */
export { fitBorder } from './border'
export { fitSurface, renderSurface } from './surface'
