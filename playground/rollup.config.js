import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import matting from 'unplugin-matting/rollup'

const root = fileURLToPath(new URL('.', import.meta.url))

export default {
  input: `${root}src/main.js`,
  output: { dir: `${root}dist/rollup`, format: 'es', entryFileNames: '[name]-[hash].js' },
  plugins: [matting(), styles(), page()],
}

/** Rollup knows no CSS: a style sheet becomes a module that imports its pictures and adds the sheet to the page. */
function styles() {
  return {
    name: 'styles',
    transform(code, id) {
      if (!id.endsWith('.css')) return null
      const pictures = [...code.matchAll(/url\('([^']+)'\)/g)].map(([, url]) => url)
      const imports = pictures.map((url, index) => `import picture${index} from ${JSON.stringify(url)}`)
      const text = pictures.reduce(
        (css, url, index) => css.replace(JSON.stringify(`'${url}'`).slice(1, -1), `" + picture${index} + "`),
        JSON.stringify(code),
      )
      const add = `const sheet = document.createElement('style')\nsheet.textContent = ${text}\ndocument.head.append(sheet)`
      return { code: [...imports, add].join('\n'), map: null, moduleSideEffects: true }
    },
  }
}

function page() {
  return {
    name: 'page',
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      const html = readFileSync(`${root}index.html`, 'utf8').replace('./src/main.js', `./${entry.fileName}`)
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html })
    },
  }
}
