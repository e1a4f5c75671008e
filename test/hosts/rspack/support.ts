import { createRequire } from 'node:module'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { type Compiler, type Configuration, rspack, type RspackPluginInstance, type Stats } from '@rspack/core'
import type { Options } from '../../../src/options/types.ts'
import { type Project, readOutput } from '../support.ts'

export const require = createRequire(import.meta.url)

/** The built package, loaded the way a CommonJS configuration loads it. */
const matting = require('unplugin-matting/rspack') as (options?: Options) => RspackPluginInstance

export interface Built {
  readonly stats: Stats
  /** Files of the output folder. */
  readonly files: Map<string, Buffer>
  readonly errors: string[]
  readonly warnings: string[]
  /** Lines of the infrastructure log. */
  readonly log: string[]
  /** Runs `main.js` as if a page had loaded it from `https://shop.example/js/main.js`; gives what it exports. */
  run(): Record<string, unknown>
}

export interface BuildSetting {
  readonly options?: Options
  readonly config?: Configuration
}

/** The configuration of a project: production, ES modules in, one `main.js` out, nothing said about pictures. */
export function configure(project: Project, { options, config = {} }: BuildSetting, log: string[] = []): Configuration {
  const tell = (...all: unknown[]): void => void log.push(all.join(' '))
  const terminal = { ...console, info: tell, warn: tell, error: tell, log: tell, debug: tell }
  return {
    context: project.dir,
    mode: 'production',
    entry: './src/index.js',
    cache: false,
    infrastructureLogging: { console: terminal, colors: false },
    ...config,
    optimization: { minimize: false, ...config.optimization },
    output: {
      path: join(project.dir, 'dist'),
      filename: 'main.js',
      library: { type: 'commonjs2' },
      publicPath: '/assets/',
      clean: true,
      ...config.output,
    },
    plugins: [matting(options), ...(config.plugins ?? [])],
  }
}

/** Builds a project with the real Rspack. */
export async function build(project: Project, setting: BuildSetting = {}): Promise<Built> {
  const log: string[] = []
  const compiler = createCompiler(configure(project, setting, log))
  try {
    return await describe(await runCompiler(compiler), project, log)
  } finally {
    await closeCompiler(compiler)
  }
}

export function createCompiler(config: Configuration): Compiler {
  return rspack(config)
}

export function runCompiler(compiler: Compiler): Promise<Stats> {
  return new Promise((done, fail) => compiler.run((error, stats) => (stats ? done(stats) : fail(error))))
}

export function closeCompiler(compiler: Compiler): Promise<void> {
  return new Promise((done, fail) => compiler.close((error) => (error ? fail(error) : done())))
}

export async function describe(stats: Stats, project: Project, log: string[] = []): Promise<Built> {
  const { errors = [], warnings = [] } = stats.toJson({ all: false, errors: true, warnings: true })
  const files = await readOutput(join(project.dir, 'dist'))
  return {
    stats,
    files,
    errors: errors.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
    log,
    run: () => runPage(files.get('main.js')?.toString() ?? ''),
  }
}

const PAGE = 'https://shop.example/index.html'
const __filename = '/srv/main.js'
const SCRIPT = { tagName: 'SCRIPT', src: 'https://shop.example/js/main.js' }

function runPage(code: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> }
  const page = { module, URL, require, __filename, location: PAGE, document: { baseURI: PAGE, currentScript: SCRIPT } }
  runInNewContext(code, Object.assign(page, { self: { location: { href: PAGE } } }))
  return module.exports
}

/** Names of the pictures in an output. */
export function listPictures(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files.keys()].filter((name) => /\.(?:png|jpe?g|webp)$/.test(name))
}

/** A cache on disk. */
export function persistent(directory: string): Configuration['cache'] {
  return { type: 'persistent', storage: { type: 'filesystem', directory } }
}

/** Style sheets without css-loader. */
export const NATIVE_CSS: Configuration = { module: { rules: [{ test: /\.css$/, type: 'css/auto' }] } }
