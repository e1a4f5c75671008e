/**
 * One build of a project without pictures, with or without the plugin, measured from the bundler's start to its end: run by
 * `unused-plugin.mjs` in a process of its own. Prints `{ ms, cpu }`, both in ms.
 */
import { join } from 'node:path'

const [bundler, kind, dir] = process.argv.slice(2)
const isWith = kind === 'with'
const plugins = async () => (isWith ? [(await import(`unplugin-matting/${bundler}`)).default()] : [])
const entry = join(dir, 'src/index.js')

const BUILDS = {
  rspack: async () => runCompiler((await import('@rspack/core')).rspack, await plugins()),
  esbuild: async () => {
    const { build } = await import('esbuild')
    const options = { absWorkingDir: dir, entryPoints: [entry], bundle: true, outdir: 'dist-esbuild', format: 'esm' }
    const all = await plugins()
    return measure(() => build({ ...options, plugins: all }))
  },
  rolldown: async () => runRollup((await import('rolldown')).rolldown, await plugins()),
  rollup: async () => runRollup((await import('rollup')).rollup, await plugins()),
  vite: async () => {
    const { build } = await import('vite')
    const options = { minify: false, lib: { entry, formats: ['es'] }, outDir: 'dist-vite' }
    const all = await plugins()
    return measure(() => build({ root: dir, configFile: false, logLevel: 'error', plugins: all, build: options }))
  },
  webpack: async () => runCompiler((await import('webpack')).default, await plugins()),
  rsbuild: async () => {
    const { createRsbuild } = await import('@rsbuild/core')
    const config = {
      logLevel: 'error',
      source: { entry: { main: entry } },
      output: { minify: false, sourceMap: false },
      plugins: await plugins(),
    }
    const rsbuild = await createRsbuild({ cwd: dir, config })
    return measure(async () => void (await (await rsbuild.build()).close()))
  },
  farm: async () => {
    const { build } = await import('@farmfe/core')
    const output = { path: 'dist-farm' }
    const quiet = { minify: false, sourcemap: false, progress: false, persistentCache: false }
    const config = { root: dir, compilation: { input: { main: entry }, output, ...quiet }, plugins: await plugins() }
    return measure(() => build(config))
  },
}

console.log(JSON.stringify(await BUILDS[bundler]()))

function runRollup(open, all) {
  return measure(async () => {
    const bundle = await open({ input: entry, plugins: all })
    await bundle.write({ dir: join(dir, `dist-${bundler}`) })
    await bundle.close()
  })
}

function runCompiler(create, all) {
  const compiler = create({
    context: dir,
    mode: 'production',
    entry,
    cache: false,
    devtool: false,
    optimization: { minimize: false },
    output: { path: join(dir, `dist-${bundler}`) },
    plugins: all,
  })
  return measure(async () => {
    const stats = await new Promise((done, fail) =>
      compiler.run((error, result) => (result ? done(result) : fail(error))),
    )
    if (stats.hasErrors()) throw new Error(stats.toString())
    await new Promise((done) => compiler.close(done))
  })
}

async function measure(run) {
  const start = performance.now()
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - start, cpu: (user + system) / 1000 }
}
