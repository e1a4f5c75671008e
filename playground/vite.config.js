import matting from 'unplugin-matting/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  build: { outDir: 'dist/vite', emptyOutDir: true },
  plugins: [matting()],
})
