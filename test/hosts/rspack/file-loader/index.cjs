/** Stands for file-loader: a loader from before asset modules, which emits the file and makes it a module. */
module.exports = function emit(bytes) {
  this.emitFile('emitted.bin', bytes)
  return 'export default __webpack_public_path__ + "emitted.bin"'
}
module.exports.raw = true
