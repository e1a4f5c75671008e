/**
 * The inner loops of the networks, in AssemblyScript: TypeScript's syntax over WebAssembly's types. The build compiles this
 * folder to `dist/net-kernels.wasm`; `../kernels.ts` loads it. Tensors are planes of 32-bit floats in the instance's memory,
 * channel after channel, row after row; addresses and steps count bytes, sizes count numbers. Every sum is taken in a fixed
 * order and nothing is fused or relaxed, so that all machines give the same bits.
 */
export { convolve, convolveDepthwise } from './convolve'
export { frame, listTaps } from './frame'
export { pack, widen } from './pack'
export { add, addPixel, copy, sigmoid } from './pointwise'
export { double, mean, shuffle } from './resize'
