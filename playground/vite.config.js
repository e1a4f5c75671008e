import matting from 'unplugin-matting/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  build: { outDir: 'dist/vite', assetsInlineLimit: 0, modulePreload: false },
  plugins: [matting(), openFromDisk()],
})

/** Lets the built page be opened from disk: browsers load no module scripts over `file://`. */
function openFromDisk() {
  return {
    name: 'open-from-disk',
    apply: 'build',
    config: () => ({ build: { rollupOptions: { output: { format: 'iife' } } } }),
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(/<script type="module" crossorigin/g, '<script defer').replaceAll(' crossorigin', ''),
    },
  }
}
