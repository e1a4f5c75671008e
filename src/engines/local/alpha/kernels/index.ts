/**
 * The inner loops of alpha estimation, in AssemblyScript. The build compiles this folder to `dist/alpha-kernels.wasm`; `../kernels.ts`
 * loads it. Addresses count bytes, sizes count numbers; numbers are 32-bit floats. "Slots" are the pixels that windows cover;
 * four numbers may be read and written where a window's row has three, so arrays of slots are longer than that by one. Every sum
 * is taken in a fixed order, so that all machines give the same bits.
 */
export { descend } from './descend'
export { describeWindows } from './describe'
export { describeDetail } from './detail'
export { liftVeil, scaleColours, setOut } from './start'
export { classify, listWindows, markWindows } from './windows'
