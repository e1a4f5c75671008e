import matting from 'unplugin-matting/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  build: {
    outDir: 'dist/vite',
    emptyOutDir: true,
    // The first build takes its time; Rolldown need not wonder why.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  plugins: [matting()],
})
