import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rspack } from '@rspack/core'
import matting from 'unplugin-matting/rspack'

const root = fileURLToPath(new URL('.', import.meta.url))
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')

export default {
  context: root,
  mode: 'production',
  entry: './src/main.js',
  output: { path: `${root}dist/rspack`, filename: '[name]-[contenthash:8].js', clean: true },
  // This folder lies in a package that says it has no side effects; its style sheet has.
  module: { rules: [{ test: /\.css$/, type: 'css/auto', sideEffects: true }] },
  plugins: [matting(), new rspack.HtmlRspackPlugin({ templateContent: page.replace(/<script.*<\/script>/, '') })],
  performance: false,
}
