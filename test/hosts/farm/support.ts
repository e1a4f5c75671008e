import { join } from 'node:path'
import { build, type FarmCLIOptions, Logger, type UserConfig } from '@farmfe/core'
import matting from 'unplugin-matting/farm'
import { onTestFinished } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import {
  type CountingEngine,
  createCountingEngine,
  createProject,
  makePhoto,
  type Project,
  readOutput,
} from '../support.ts'

/** A project with photos, removed when the test ends. */
export async function startProject(files: Readonly<Record<string, string>>, photos = ['shoe.jpg']): Promise<Project> {
  const project = await createProject({ 'package.json': '{ "name": "shop", "type": "module" }', ...files })
  onTestFinished(project.remove)
  await Promise.all(photos.map((photo, index) => makePhoto(join(project.dir, photo), { seed: index + 1 })))
  return project
}

type Compilation = NonNullable<UserConfig['compilation']>
/** What a config may hold among its plugins. */
export type FarmPlugin = NonNullable<UserConfig['plugins']>[number]

export interface BuildSetting {
  readonly compilation?: Compilation
  readonly counting?: CountingEngine
  /** More options of ours. */
  readonly options?: Options
  /** More plugins, behind ours. */
  readonly plugins?: readonly FarmPlugin[]
}

/** Keeps what Farm tells. An error that would end the process is thrown. */
export class KeptLog extends Logger {
  readonly told: string[] = []
  override info(message: string): void {
    this.told.push(message)
  }
  override warn(message: string): void {
    this.told.push(`warning: ${message}`)
  }
  override error(message: string | Error, options?: { exit?: boolean }): void {
    const text = message instanceof Error ? message.message : message
    if (options?.exit) throw new Error(text)
    this.told.push(`error: ${text}`)
  }
}

/** What all builds of these tests have in common. */
export function describeBuild(
  { dir }: Project,
  logger: Logger,
  { compilation = {}, plugins = [] }: Pick<BuildSetting, 'compilation' | 'plugins'>,
): UserConfig & FarmCLIOptions {
  const { output, ...others } = compilation
  return {
    root: dir,

    logger,
    plugins: [...plugins],
    compilation: {
      input: { main: './main.js' },
      output: { path: 'dist', clean: true, ...output },
      ...{ minify: false, sourcemap: false, presetEnv: false, progress: false, persistentCache: false },
      ...others,
    },
  }
}

export interface Built {
  /** POSIX path in the output folder → bytes. */
  readonly output: Map<string, Buffer>
  /** Text of all scripts, style sheets and pages. */
  readonly text: string
  readonly told: string[]
  /** File names of the photos that were cut, in order. */
  readonly calls: string[]
}

/** Builds `main.js` of a project with the plugin. */
export async function buildProject(project: Project, setting: BuildSetting = {}): Promise<Built> {
  const { counting = createCountingEngine(), options, plugins = [] } = setting
  counting.calls.length = 0
  const logger = new KeptLog()
  const all = [matting({ engine: counting.engine, ...options }), ...plugins]
  await build(describeBuild(project, logger, { ...setting, plugins: all }))
  const output = await readOutput(join(project.dir, 'dist'))
  const texts = [...output].filter(([file]) => /\.(?:js|css|html)$/.test(file)).map(([, bytes]) => bytes.toString())
  return { output, text: texts.join('\n'), told: logger.told, calls: counting.calls.map(({ name }) => name) }
}

/** The pictures of an output, sorted. */
export function listPictures({ output }: Pick<Built, 'output'>): string[] {
  return [...output.keys()].filter((file) => /\.(?:png|jpe?g|webp)$/.test(file)).sort()
}

/** The pictures that scripts and style sheets name, sorted. */
export function listNamed({ text }: Pick<Built, 'text'>): string[] {
  return [...new Set(Array.from(text.matchAll(/\w+(?:\.\w+)?-\w{6}\.(?:png|jpe?g|webp)/g), ([name]) => name))].sort()
}
