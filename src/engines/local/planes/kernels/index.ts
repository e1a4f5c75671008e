/**
 * The inner loops of what all stages do with planes, in AssemblyScript. The build compiles this folder to `dist/plane-kernels.wasm`;
 * `../kernels.ts` loads it. Addresses count bytes, sizes count numbers; numbers are 32-bit floats unless something else is said, and
 * are reckoned with as 64-bit ones wherever the result could differ, in the order in which it is written. A processor needs no
 * warming up for these, as it does for JavaScript: most photos are cut by a process that has just begun.
 */
export { findComponents } from './components'
export { seedDistance, sweep } from './distance'
export { fillGaps } from './fill'
export { fillTables, toLab } from './lab'
export { mixBytes, mixFloats, squeezeColours, squeezePlane } from './resample'
