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
    await runCompiler(webpack(config))
  },
  async rspack() {
    const [{ rspack }, { default: config }] = await Promise.all([import('@rspack/core'), import('./rspack.config.js')])
    await runCompiler(rspack(config))
  },
  async rsbuild() {
    const [{ createRsbuild }, { default: config }] = await Promise.all([
      import('@rsbuild/core'),
      import('./rsbuild.config.js'),
    ])
    const rsbuild = await createRsbuild({ cwd: root, config })
    await (await rsbuild.build()).close()
  },
  async rolldown() {
    const [{ rolldown }, { default: config }] = await Promise.all([import('rolldown'), import('./rolldown.config.js')])
    const bundle = await rolldown(config)
    await bundle.write(config.output)
    await bundle.close()
  },
  async esbuild() {
    const { buildPage } = await import('./esbuild.js')
    await buildPage()
  },
  async farm() {
    const [{ build }, { default: config }] = await Promise.all([import('@farmfe/core'), import('./farm.config.js')])
    await build({ ...config, configFile: false })
  },
  async rollup() {
    const [{ rollup }, { default: config }] = await Promise.all([import('rollup'), import('./rollup.config.js')])
    const bundle = await rollup(config)
    await bundle.write(config.output)
    await bundle.close()
  },
}

function runCompiler(compiler) {
  return new Promise((resolve, reject) =>
    compiler.run((error, stats) => {
      const failure = error ?? (stats.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
      compiler.close(() => (failure ? reject(failure) : resolve()))
    }),
  )
}
