import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@rsbuild/core'
import matting from 'unplugin-matting/rsbuild'

const root = fileURLToPath(new URL('.', import.meta.url))
const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')

export default defineConfig({
  root,
  mode: 'production',
  source: { entry: { index: './src/main.js' } },
  output: { distPath: { root: 'dist/rsbuild' }, assetPrefix: 'auto' },
  tools: {
    // Vite finds its entry in the page; Rsbuild puts it there.
    htmlPlugin: { templateContent: page.replace(/<script.*<\/script>/, '') },
    // This folder lies in a package that says it has no side effects; its style sheet has.
    rspack: { module: { rules: [{ test: /\.css$/, sideEffects: true }] } },
  },
  plugins: [matting()],
})
