import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import { onTestFinished } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import { build, createLogger, type InlineConfig, type Logger, mergeConfig, type PluginOption } from 'vite'
import {
  type CountingEngine,
  createCountingEngine,
  createProject,
  makePhoto,
  type Project,
  readOutput,
} from '../support.ts'

/** A project with photos, removed when the test ends. Photos are tiny; each has colours of its own. */
export async function startProject(
  files: Readonly<Record<string, string>>,
  photos: readonly string[],
): Promise<Project> {
  const project = await createProject({ 'package.json': '{ "type": "module" }', ...files })
  onTestFinished(project.remove)
  await Promise.all(photos.map((photo, index) => makePhoto(join(project.dir, photo), { seed: index + 1 })))
  return project
}

export interface Built {
  /** POSIX path in the output folder → bytes. */
  readonly output: Map<string, Buffer>
  /** Every message of Vite's logger. */
  readonly log: string[]
  /** File names of the photos that were cut, in order. */
  readonly calls: string[]
}

export interface BuildSetting {
  readonly config?: InlineConfig
  /** Hand one over to several builds to count on. */
  readonly counting?: CountingEngine
  /** More options of ours. */
  readonly options?: Options
  /** Stand in for the plugin with the counting engine. */
  readonly plugins?: readonly PluginOption[]
}

/** Builds a project with the plugin; unminified, and nothing is inlined unless the config says so. */
export async function buildProject(project: Project, setting: BuildSetting = {}): Promise<Built> {
  const { config = {}, counting = createCountingEngine(), options } = setting
  const { plugins = [matting({ engine: counting.engine, ...options })] } = setting
  const { log, logger } = createLog()
  const base: InlineConfig = {
    root: project.dir,
    configFile: false,
    // Vite's reporter prints past the logger.
    logLevel: 'warn',
    customLogger: logger,
    plugins: [...plugins],
    build: { minify: false, cssMinify: false, assetsInlineLimit: 0 },
  }
  counting.calls.length = 0
  await build(mergeConfig(base, config))
  const output = await readOutput(join(project.dir, config.build?.outDir ?? 'dist'))
  return { output, log, calls: counting.calls.map(({ name }) => name) }
}

/** A logger of Vite's that keeps what it is told. */
export function createLog(): { log: string[]; logger: Logger } {
  const log: string[] = []
  const keep = (message: string): void => void log.push(message)
  const logger = { ...createLogger('silent'), info: keep, warn: keep, warnOnce: keep, error: keep }
  return { log, logger }
}

/** The pictures of an output, sorted. */
export function listPictures({ output }: Built): string[] {
  return [...output.keys()].filter((file) => /\.(?:png|jpe?g|webp)$/.test(file)).sort()
}

/** All output files of a type, one after the other. */
export function joinOutput({ output }: Built, extension: string): string {
  return [...output]
    .filter(([file]) => file.endsWith(extension))
    .map(([, bytes]) => bytes.toString())
    .join('\n')
}

/** A project of one module. */
export function startModule(code: string, photos: readonly string[] = ['src/shoe.jpg']): Promise<Project> {
  return startProject(
    { 'index.html': '<script type="module" src="/src/main.js"></script>', 'src/main.js': code },
    photos,
  )
}

/** A project of one style sheet. */
export function startStyle(css: string, photos: readonly string[] = ['src/shoe.jpg']): Promise<Project> {
  const files = {
    'index.html': '<script type="module" src="/src/main.js"></script>',
    'src/main.js': "import './main.css'",
    'src/main.css': css,
  }
  return startProject(files, photos)
}
