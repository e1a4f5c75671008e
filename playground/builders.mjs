/** Builds the playground's page with each bundler from the same sources; each resolves when the page is written. */
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))

// One cache for all: each bundler has its own idea of the project's root.
process.env.MATTING_CACHE_DIR ??= `${root}node_modules/.cache/unplugin-matting`

export const builders = {
  async vite() {
    const { build } = await import('vite')
    await build({ root, configFile: `${root}vite.config.js`, logLevel: 'info' })
  },
  async webpack() {
    const [{ default: webpack }, { default: config }] = await Promise.all([
      import('webpack'),
      import('./webpack.config.js'),
    ])
    const compiler = webpack(config)
    await new Promise((resolve, reject) =>
      compiler.run((error, stats) => {
        const failure = error ?? (stats.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
        compiler.close(() => (failure ? reject(failure) : resolve()))
      }),
    )
  },
  async rollup() {
    const [{ rollup }, { default: config }] = await Promise.all([import('rollup'), import('./rollup.config.js')])
    const bundle = await rollup(config)
    await bundle.write(config.output)
    await bundle.close()
  },
}
