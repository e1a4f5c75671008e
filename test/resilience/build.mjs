/**
 * One production build in a process of its own, with the options of environment and config file:
 * `node build.mjs '{ "host": "vite", "root": "/shop", "entries": ["main.js"], "out": "dist", "ssr": false }'`.
 * Its last line is `{ warnings, error }`; bundlers may print before it.
 */
import { join } from 'node:path'

const BUILDERS = {
  async vite({ root, inputs, out, ssr, warn }) {
    const { build, createLogger } = await import('vite')
    const { default: matting } = await import('unplugin-matting/vite')
    await build({
      root,
      configFile: false,
      customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
      plugins: [matting()],
      build: { outDir: out, ssr, assetsInlineLimit: 0, emptyOutDir: true, rollupOptions: { input: inputs } },
    })
  },
  async webpack({ root, inputs, out, ssr, warn }) {
    const { default: webpack } = await import('webpack')
    const { default: matting } = await import('unplugin-matting/webpack')
    const compiler = webpack({
      ...{ context: root, mode: 'production', entry: inputs, target: ssr ? 'node' : 'web' },
      output: { path: join(root, out), clean: true },
      infrastructureLogging: { level: 'none' },
      plugins: [matting()],
      performance: false,
    })
    await new Promise((resolve, reject) =>
      compiler.run((error, stats) => {
        for (const { message } of stats?.toJson({ all: false, warnings: true }).warnings ?? []) warn(message)
        const failure = error ?? (stats.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
        compiler.close(() => (failure ? reject(failure) : resolve()))
      }),
    )
  },
  async rollup({ root, inputs, out, warn }) {
    const { rollup } = await import('rollup')
    const { default: matting } = await import('unplugin-matting/rollup')
    process.chdir(root)
    const onLog = (level, { message }) => void (level === 'warn' && warn(message))
    const bundle = await rollup({ input: inputs, plugins: [matting()], onLog })
    await bundle.write({ dir: out })
    await bundle.close()
  },
  async esbuild({ root, inputs, out, warn }) {
    const { build } = await import('esbuild')
    const { default: matting } = await import('unplugin-matting/esbuild')
    const { warnings } = await build({
      ...{ absWorkingDir: root, entryPoints: inputs, outdir: out, bundle: true, format: 'esm', splitting: true },
      logLevel: 'silent',
      plugins: [matting()],
    }).catch(({ errors }) => {
      // As esbuild shows them on a terminal: with their notes.
      throw new Error(errors.flatMap(({ text, notes }) => [text, ...notes.map((note) => note.text)]).join('\n'))
    })
    for (const { text } of warnings) warn(text)
  },
}

const { host, root, entries, out, ssr } = JSON.parse(process.argv[2])
const warnings = []
const inputs = Object.fromEntries(entries.map((entry) => [entry.replace(/\.js$/, ''), join(root, entry)]))
const setting = { root, inputs, out, ssr, warn: (message) => warnings.push(message) }
const error = await BUILDERS[host](setting).then(
  () => null,
  (failure) => String(failure?.message ?? failure),
)
process.stdout.write(`\n${JSON.stringify({ warnings, error })}`)
