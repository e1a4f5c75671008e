/** What a page needs that Rollup and Rolldown have no plugin of their own for. */
import { readFileSync } from 'node:fs'

const root = new URL('.', import.meta.url)

/** Neither knows `url()` in a style sheet: it becomes a module that imports its pictures and adds the sheet to the page. */
export function styles() {
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
      return { code: [...imports, add].join('\n'), map: null, moduleSideEffects: true, moduleType: 'js' }
    },
  }
}

/** Puts the entry into the page. */
export function page() {
  return {
    name: 'page',
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      this.emitFile({ type: 'asset', fileName: 'index.html', source: writePage(entry.fileName) })
    },
  }
}

/** The page, with the URL of its script. */
export function writePage(script, head = '') {
  const html = readFileSync(new URL('index.html', root), 'utf8')
  return html.replace('./src/main.js', `./${script}`).replace('</head>', `${head}</head>`)
}
