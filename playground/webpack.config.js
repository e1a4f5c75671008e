import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import HtmlPlugin from 'html-webpack-plugin'
import CssPlugin from 'mini-css-extract-plugin'
import matting from 'unplugin-matting/webpack'

const root = fileURLToPath(new URL('.', import.meta.url))
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')

export default {
  context: root,
  mode: 'production',
  entry: './src/main.js',
  output: { path: `${root}dist/webpack`, filename: '[name]-[contenthash:8].js', clean: true },
  // This folder lies in a package that says it has no side effects; its style sheet has.
  module: { rules: [{ test: /\.css$/, sideEffects: true, use: [CssPlugin.loader, 'css-loader'] }] },
  plugins: [
    matting(),
    new CssPlugin({ filename: '[name]-[contenthash:8].css' }),
    // Vite finds its entry in the page; webpack puts it there.
    new HtmlPlugin({ templateContent: page.replace(/<script.*<\/script>/, '') }),
  ],
  performance: false,
}
