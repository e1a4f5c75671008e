import { mkdir, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import matting from 'unplugin-matting/esbuild'
import { writePage } from './rollup-page.js'

const root = fileURLToPath(new URL('.', import.meta.url))
const out = `${root}dist/esbuild`

/** Builds the page with esbuild, which has no configuration file and writes no pages. */
export async function buildPage() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main-import.js'],
    outdir: out,
    entryNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    metafile: true,
    logLevel: 'warning',
    plugins: [matting()],
  })
  const [script = '', style = ''] = ['.js', '.css'].map((extension) => findEntry(metafile.outputs, extension))
  await mkdir(out, { recursive: true })
  await writeFile(`${out}/index.html`, writePage(script, `<link rel="stylesheet" href="./${style}">`))
}

function findEntry(outputs, extension) {
  const files = Object.keys(outputs).filter((file) => /^main-/.test(basename(file)) && file.endsWith(extension))
  return basename(files[0] ?? '')
}
