const { extname } = require('node:path')
const { transform } = require('esbuild')

/** Makes JavaScript of JSX and TSX, as the loaders that people have for it do. */
module.exports = async function transformJsx(source) {
  const loader = extname(this.resourcePath).slice(1)
  const { code } = await transform(source, { loader, jsxFactory: 'h' })
  return code
}
