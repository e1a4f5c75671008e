import { fileURLToPath } from 'node:url'
import { defineConfig } from '@rsbuild/core'
import matting from 'unplugin-matting/rsbuild'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  mode: 'production',
  source: { entry: { index: './src/main.js' } },
  html: { template: './index.html' },
  output: { distPath: { root: 'dist/rsbuild' }, assetPrefix: 'auto' },
  // This folder lies in a package that says it has no side effects; its style sheet has.
  tools: { rspack: { module: { rules: [{ test: /\.css$/, sideEffects: true }] } } },
  plugins: [matting()],
})
