import { fileURLToPath } from 'node:url'
import matting from 'unplugin-matting/rollup'
import { page, styles } from './rollup-page.js'

const root = fileURLToPath(new URL('.', import.meta.url))

export default {
  input: `${root}src/main.js`,
  output: { dir: `${root}dist/rollup`, format: 'es', entryFileNames: '[name]-[hash].js' },
  plugins: [matting(), styles(), page()],
}
