/**
 * The division of pictures by graph cuts, in AssemblyScript. The build compiles this folder to `dist/cut-kernels.wasm`; `../grid-cut.ts`
 * loads it. Addresses count bytes, sizes count numbers; what is counted in memory begins as zeros, as it does in a new instance, so
 * that what is not used is never touched and costs nothing.
 */
export { divideGrid } from './grid'
