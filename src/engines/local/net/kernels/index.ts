/**
 * The inner loops of the networks, in AssemblyScript: TypeScript's syntax over WebAssembly's types. The build compiles this
 * folder to `dist/net-kernels.wasm`; `../kernels.ts` loads it. Tensors are planes of 32-bit floats in the instance's memory,
 * channel after channel, row after row; addresses and steps count bytes, sizes count numbers. Sums are of whole numbers, or taken in a
 * fixed order; nothing is fused or relaxed: all machines give the same bits.
 */
export { convolve, convolveDepthwise } from './convolve'
export { frame, framePairs, listTaps } from './frame'
export { pack, packPairs, widen } from './pack'
export { add, addPixel, copy, sigmoid } from './pointwise'
export { double, mean, shuffle } from './resize'
