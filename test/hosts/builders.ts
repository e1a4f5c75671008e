import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Options } from '../../src/options/types.ts'
import { type Project, readOutput } from './support.ts'

/** Builds `main.js` (and `index.html`, where the bundler takes pages) of a project with the plugin, into `dist`. */
export type Builder = (project: Project, options: Options) => Promise<void>

const require = createRequire(import.meta.url)
const ALIAS = '@'

/** Every bundler, on tiny projects: a production build as a user would configure it, unminified. */
export const BUILDERS = {
  async vite({ dir }, options) {
    const { build } = await import('vite')
    const { default: matting } = await import('unplugin-matting/vite')
    await build({
      root: dir,
      configFile: false,
      logLevel: 'silent',
      plugins: [matting(options)],
      resolve: { alias: { [ALIAS]: dir } },
      build: { assetsInlineLimit: 0, minify: false, rollupOptions: { input: await findEntry(dir) } },
    })
  },
  async rollup({ dir }, options) {
    const { rollup } = await import('rollup')
    const { default: matting } = await import('unplugin-matting/rollup')
    const bundle = await rollup({
      input: join(dir, 'main.js'),
      plugins: [aliases(dir), matting(options)],
      onLog: () => {},
    })
    await bundle.write({ dir: join(dir, 'dist') })
    await bundle.close()
  },
  async rolldown({ dir }, options) {
    const { rolldown } = await import('rolldown')
    const { default: matting } = await import('unplugin-matting/rolldown')
    const resolve = { alias: { [ALIAS]: dir } }
    const bundle = await rolldown({
      input: join(dir, 'main.js'),
      resolve,
      plugins: [matting(options)],
      onLog: () => {},
    })
    await bundle.write({ dir: join(dir, 'dist') })
    await bundle.close()
  },
  async webpack({ dir }, options) {
    const { default: webpack } = await import('webpack')
    const { default: matting } = await import('unplugin-matting/webpack')
    const { default: CssPlugin } = await import('mini-css-extract-plugin')
    const compiler = webpack({
      context: dir,
      mode: 'production',
      entry: './main.js',
      output: { path: join(dir, 'dist') },
      resolve: { alias: { [ALIAS]: dir } },
      optimization: { minimize: false },
      infrastructureLogging: { level: 'none' },
      module: { rules: [{ test: /\.css$/, use: [CssPlugin.loader, require.resolve('css-loader')] }] },
      plugins: [matting(options), new CssPlugin()],
      performance: false,
    })
    await runCompiler(compiler as unknown as CompilerLike)
  },
  async rspack({ dir }, options) {
    const { rspack } = await import('@rspack/core')
    const { default: matting } = await import('unplugin-matting/rspack')
    const compiler = rspack({
      context: dir,
      mode: 'production',
      entry: './main.js',
      output: { path: join(dir, 'dist') },
      resolve: { alias: { [ALIAS]: dir } },
      optimization: { minimize: false },
      infrastructureLogging: { level: 'none' },
      module: { rules: [{ test: /\.css$/, type: 'css/auto' }] },
      plugins: [matting(options)],
    })
    await runCompiler(compiler as unknown as CompilerLike)
  },
  async rsbuild({ dir }, options) {
    const { createRsbuild } = await import('@rsbuild/core')
    const { default: matting } = await import('unplugin-matting/rsbuild')
    const rsbuild = await createRsbuild({
      cwd: dir,
      config: {
        logLevel: 'silent',
        source: { entry: { index: './main.js' } },
        resolve: { alias: { [ALIAS]: dir } },
        output: { dataUriLimit: 0, minify: false },
        plugins: [matting(options)],
      },
    })
    await (await rsbuild.build()).close()
  },
  async esbuild({ dir }, options) {
    const { build } = await import('esbuild')
    const { default: matting } = await import('unplugin-matting/esbuild')
    await build({
      absWorkingDir: dir,
      entryPoints: ['main.js'],
      outdir: 'dist',
      bundle: true,
      format: 'esm',
      splitting: true,
      alias: { [ALIAS]: dir },
      logLevel: 'silent',
      plugins: [matting(options)],
    })
  },
} satisfies Record<string, Builder>

/** A name of {@link BUILDERS}. */
export type Bundler = keyof typeof BUILDERS

/** Builds a project; what it wrote, by POSIX path. */
export async function buildWith(bundler: Bundler, project: Project, options: Options): Promise<Map<string, Buffer>> {
  await BUILDERS[bundler](project, options)
  return readOutput(join(project.dir, 'dist'))
}

/** What webpack and Rspack have in common. */
interface CompilerLike {
  run(done: (error: Error | null, stats?: StatsLike) => void): void
  close(done: () => void): void
}

interface StatsLike {
  hasErrors(): boolean
  toString(how: string): string
}

function runCompiler(compiler: CompilerLike): Promise<void> {
  return new Promise((resolve, reject) =>
    compiler.run((error, stats) => {
      const failure = error ?? (stats?.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
      compiler.close(() => (failure ? reject(failure) : resolve()))
    }),
  )
}

/** What a user of Rollup has for aliases. */
function aliases(dir: string): { name: string; resolveId(id: string): string | null } {
  return { name: 'aliases', resolveId: (id) => (id.startsWith(`${ALIAS}/`) ? join(dir, id.slice(2)) : null) }
}

async function findEntry(dir: string): Promise<string> {
  const { access } = await import('node:fs/promises')
  const page = join(dir, 'index.html')
  return access(page).then(
    () => page,
    () => join(dir, 'main.js'),
  )
}
