/** A loader that makes a file a module which exports its size in bytes. */
module.exports = (bytes) => `export default ${bytes.length}`
module.exports.raw = true
