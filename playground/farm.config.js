import { fileURLToPath } from 'node:url'
import { defineConfig } from '@farmfe/core'
import matting from 'unplugin-matting/farm'
import { writePage } from './rollup-page.js'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The page, with the entry for bundlers that ask no plugin about `new URL()`. */
function entry() {
  return {
    name: 'entry',
    priority: 1000,
    load: {
      filters: { resolvedPaths: ['/index\\.html$'] },
      executor: () => ({ content: writePage('src/main-import.js'), moduleType: 'html' }),
    },
  }
}

export default defineConfig({
  root,
  plugins: [matting(), entry()],
  compilation: {
    input: { index: './index.html' },
    output: { path: 'dist/farm', publicPath: './' },
  },
})
