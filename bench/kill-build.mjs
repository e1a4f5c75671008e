/**
 * One build that may be killed: `node kill-build.mjs <root> <vite|webpack> <method>`, COS from the environment. Prints
 * `done` at its end.
 */
import { join } from 'node:path'

const [root, host, method] = process.argv.slice(2)
const options = { engine: 'cos', cos: { method } }
const entry = join(root, 'main.js')
const out = join(root, `dist-${host}`)

const builders = {
  async vite() {
    const { build } = await import('vite')
    const { default: matting } = await import('unplugin-matting/vite')
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      plugins: [matting(options)],
      build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0, rollupOptions: { input: entry } },
    })
  },
  async webpack() {
    const { default: webpack } = await import('webpack')
    const { default: matting } = await import('unplugin-matting/webpack')
    const compiler = webpack({
      ...{ context: root, mode: 'production', entry, output: { path: out, clean: true }, performance: false },
      infrastructureLogging: { level: 'none' },
      plugins: [matting(options)],
    })
    await new Promise((resolve, reject) =>
      compiler.run((error, stats) => {
        const told = stats?.toString({ all: false, errors: true, warnings: true }) ?? ''
        if (told !== '') process.stderr.write(`${told}\n`)
        compiler.close(() => (error || stats.hasErrors() ? reject(error ?? new Error('see above')) : resolve()))
      }),
    )
  },
}

await builders[host]()
console.log('done')
