import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type HtmlWebpackPlugin from 'html-webpack-plugin'
import type * as vite8 from 'vite'
import type { Options } from '../../src/options/types.ts'
import { type Project, readOutput } from './support.ts'

/**
 * Builds `main.js` (and `index.html`, where the bundler takes pages) of a project with the plugin, into `dist`.
 *
 * @param told takes what the build warns of, and what more it says of a failure
 */
export type Builder = (project: Pick<Project, 'dir'>, options: Options, told: string[]) => Promise<void>

const require = createRequire(import.meta.url)
const ALIAS = '@'
/** JSX calls `h`, which the projects have themselves. */
const CLASSIC = { runtime: 'classic', pragma: 'h' } as const
const JSX = { parser: { syntax: 'typescript', tsx: true }, transform: { react: CLASSIC } }
const LOADERS = {
  css: require.resolve('css-loader'),
  html: require.resolve('html-loader'),
  jsx: require.resolve('./jsx-loader.cjs'),
  sass: require.resolve('sass-loader'),
}

/** Every bundler, on tiny projects: a production build as a user would configure it, unminified. */
export const BUILDERS = {
  async vite(project, options, told) {
    const { svelte } = await import('@sveltejs/vite-plugin-svelte')
    const config: vite8.InlineConfig = {
      plugins: [svelte({ configFile: false })],
      oxc: { jsx: CLASSIC },
      resolve: { tsconfigPaths: true },
    }
    await buildByVite(await import('vite'), config, project, options, told)
  },
  async rollup({ dir }, options, told) {
    const { rollup } = await import('rollup')
    const { default: matting } = await import('unplugin-matting/rollup')
    const bundle = await rollup({
      input: join(dir, 'main.js'),
      jsx: { mode: 'classic', factory: 'h' },
      plugins: [aliases(dir), packages(dir), matting(options)],
      onLog: (level, { message }) => void (level === 'warn' && told.push(message)),
    })
    await bundle.write({ dir: join(dir, 'dist') })
    await bundle.close()
  },
  async rolldown({ dir }, options, told) {
    const { rolldown } = await import('rolldown')
    const { default: matting } = await import('unplugin-matting/rolldown')
    const resolve = { alias: { [ALIAS]: dir } }
    const bundle = await rolldown({
      cwd: dir,
      input: './main.js',
      resolve,
      transform: { jsx: CLASSIC },
      plugins: [matting(options)],
      onLog: (level, { message }) => void (level === 'warn' && told.push(message)),
    })
    await bundle.write({ dir: join(dir, 'dist') })
    await bundle.close()
  },
  async webpack({ dir }, options, told) {
    const { default: webpack } = await import('webpack')
    const { default: matting } = await import('unplugin-matting/webpack')
    const { default: CssPlugin } = await import('mini-css-extract-plugin')
    const compiler = webpack({
      context: dir,
      mode: 'production',
      entry: './main.js',
      output: { path: join(dir, 'dist') },
      resolve: { alias: { [ALIAS]: dir }, tsconfig: (await findFile(dir, 'tsconfig.json')) || undefined },
      optimization: { minimize: false },
      infrastructureLogging: { level: 'none' },
      module: {
        rules: [
          { test: /\.css$/, use: [CssPlugin.loader, LOADERS.css] },
          { test: /\.scss$/, use: [CssPlugin.loader, LOADERS.css, LOADERS.sass] },
          { test: /\.[jt]sx$/, loader: LOADERS.jsx },
          { test: /\.html$/, loader: LOADERS.html },
        ],
      },
      plugins: [matting(options), new CssPlugin(), ...(await writePages(dir))],
      performance: false,
    })
    await runCompiler(compiler as unknown as CompilerLike, told)
  },
  async rspack({ dir }, options, told) {
    const { rspack } = await import('@rspack/core')
    const { default: matting } = await import('unplugin-matting/rspack')
    const compiler = rspack({
      context: dir,
      mode: 'production',
      entry: './main.js',
      output: { path: join(dir, 'dist') },
      resolve: { alias: { [ALIAS]: dir }, tsConfig: (await findFile(dir, 'tsconfig.json')) || undefined },
      optimization: { minimize: false },
      infrastructureLogging: { level: 'none' },
      module: {
        rules: [
          { test: /\.css$/, type: 'css/auto' },
          { test: /\.scss$/, type: 'css/auto', loader: LOADERS.sass },
          { test: /\.[jt]sx$/, loader: 'builtin:swc-loader', options: { jsc: JSX } },
          { test: /\.html$/, loader: LOADERS.html },
        ],
      },
      plugins: [matting(options), ...((await writePages(dir)) as never[])],
    })
    await runCompiler(compiler as unknown as CompilerLike, told)
  },
  async rsbuild({ dir }, options, told) {
    const { createRsbuild } = await import('@rsbuild/core')
    const { default: matting } = await import('unplugin-matting/rsbuild')
    const rsbuild = await createRsbuild({
      cwd: dir,
      config: {
        logLevel: 'silent',
        source: { entry: { index: './main.js' } },
        html: { template: (await findFile(dir, 'index.html')) || undefined },
        resolve: { alias: { [ALIAS]: dir } },
        output: { dataUriLimit: 0, minify: false },
        plugins: [matting(options)],
      },
    })
    // A failure itself says nothing more.
    rsbuild.onAfterBuild(
      ({ stats }) => void told.push(stats?.toString({ all: false, errors: true, warnings: true }) ?? ''),
    )
    await (await rsbuild.build()).close()
  },
  async esbuild({ dir }, options, told) {
    const { build } = await import('esbuild')
    const { default: matting } = await import('unplugin-matting/esbuild')
    const { warnings } = await build({
      absWorkingDir: dir,
      entryPoints: ['main.js'],
      outdir: 'dist',
      bundle: true,
      format: 'esm',
      splitting: true,
      alias: { [ALIAS]: dir },
      jsxFactory: 'h',
      logLevel: 'silent',
      plugins: [matting(options)],
    })
    told.push(...warnings.flatMap(({ text, notes }) => [text, ...notes.map((note) => note.text)]))
  },
  async farm({ dir }, options, told) {
    const { build, Logger } = await import('@farmfe/core')
    const { default: matting } = await import('unplugin-matting/farm')
    const fail = (message: string | Error): never => {
      throw message instanceof Error ? message : new Error(message)
    }
    const page = (await findFile(dir, 'index.html')) && './index.html'
    await build({
      root: dir,
      logger: Object.assign(new Logger(), { info: () => {}, warn: (text: string) => told.push(text), error: fail }),
      plugins: [matting(options)],
      compilation: {
        input: { main: page || './main.js' },
        output: { path: 'dist' },
        resolve: { alias: { [ALIAS]: dir } },
        minify: false,
        progress: false,
        persistentCache: false,
      },
    })
  },
} satisfies Record<string, Builder>

/** Vite before its newest version, by name. */
export const OLDER_VITES: Readonly<Record<string, Builder>> = {
  'Vite 7': async (...build) => buildByVite(await import('vite-7'), { esbuild: { jsxFactory: 'h' } }, ...build),
  'Vite 6': async (...build) => buildByVite(await import('vite-6'), { esbuild: { jsxFactory: 'h' } }, ...build),
}

/** A name of {@link BUILDERS}. */
export type Bundler = keyof typeof BUILDERS

type Vite = Pick<typeof vite8, 'build' | 'createLogger' | 'mergeConfig'>

/** @param vite one of its versions: their types are told apart by private fields only */
async function buildByVite(
  vite: Readonly<Record<keyof Vite, unknown>>,
  config: vite8.InlineConfig,
  { dir }: Pick<Project, 'dir'>,
  options: Options,
  told: string[],
): Promise<void> {
  const { build, createLogger, mergeConfig } = vite as Vite
  const { default: matting } = await import('unplugin-matting/vite')
  const { default: vue } = await import('@vitejs/plugin-vue')
  const warn = (message: string): void => void told.push(message)
  const base: vite8.InlineConfig = {
    root: dir,
    configFile: await findFile(dir, 'vite.config.js'),
    customLogger: { ...createLogger('silent'), warn, warnOnce: warn },
    plugins: [vue(), matting(options)],
    resolve: { alias: { [ALIAS]: dir } },
    build: {
      assetsInlineLimit: 0,
      minify: false,
      rollupOptions: { input: (await findFile(dir, 'index.html')) || join(dir, 'main.js') },
    },
  }
  await build(mergeConfig(base, config))
}

/**
 * Builds a project; what it wrote, by POSIX path.
 *
 * @param told takes what the build warns of
 */
export async function buildWith(
  build: Builder,
  project: Pick<Project, 'dir'>,
  options: Options,
  told: string[] = [],
): Promise<Map<string, Buffer>> {
  await build(project, options, told)
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
  toJson(how: object): { warnings?: readonly { message: string }[] }
}

function runCompiler(compiler: CompilerLike, told: string[]): Promise<void> {
  return new Promise((resolve, reject) =>
    compiler.run((error, stats) => {
      told.push(...(stats?.toJson({ all: false, warnings: true }).warnings ?? []).map(({ message }) => message))
      const failure = error ?? (stats?.hasErrors() ? new Error(stats.toString('errors-only')) : undefined)
      compiler.close(() => (failure ? reject(failure) : resolve()))
    }),
  )
}

/** What a user of webpack or Rspack has for pages. */
async function writePages(dir: string): Promise<HtmlWebpackPlugin[]> {
  const { default: HtmlPlugin } = await import('html-webpack-plugin')
  const template = await findFile(dir, 'index.html')
  return template ? [new HtmlPlugin({ template })] : []
}

/** What a user of Rollup has for aliases. */
function aliases(dir: string): { name: string; resolveId(id: string): string | null } {
  return { name: 'aliases', resolveId: (id) => (id.startsWith(`${ALIAS}/`) ? join(dir, id.slice(2)) : null) }
}

/** What a user of Rollup has for packages. */
function packages(dir: string): { name: string; resolveId(id: string): string | null } {
  const { resolve } = createRequire(join(dir, 'main.js'))
  return { name: 'packages', resolveId: (id) => (/^[a-z][\w/.-]*$/.test(id) ? resolve(id) : null) }
}

/** @returns its path, or false */
async function findFile(dir: string, name: string): Promise<string | false> {
  const file = join(dir, name)
  return access(file).then(
    () => file,
    () => false,
  )
}
