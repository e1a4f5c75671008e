import { join } from 'node:path'
import { type BuildOptions, build, type Message, type Plugin } from 'esbuild'
import matting from 'unplugin-matting/esbuild'
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
  const project = await createProject(files)
  onTestFinished(project.remove)
  await Promise.all(photos.map((photo, index) => makePhoto(join(project.dir, photo), { seed: index + 1 })))
  return project
}

export interface Built {
  /** POSIX path in the output folder → bytes. */
  readonly output: Map<string, Buffer>
  /** Text of all scripts and style sheets. */
  readonly text: string
  readonly warnings: Message[]
  /** File names of the photos that were cut, in order. */
  readonly calls: string[]
}

export interface BuildSetting {
  readonly build?: BuildOptions
  readonly counting?: CountingEngine
  /** More options of ours. */
  readonly options?: Options
  /** More plugins, behind ours. */
  readonly plugins?: readonly Plugin[]
}

/** What all builds of these tests have in common. */
export function describeBuild({ dir }: Project, plugins: readonly Plugin[]): BuildOptions {
  return {
    absWorkingDir: dir,
    entryPoints: ['main.js'],
    bundle: true,
    format: 'esm',
    outdir: 'dist',
    logLevel: 'silent',
    plugins: [...plugins],
  }
}

/** Builds `main.js` of a project with the plugin. */
export async function buildProject(project: Project, setting: BuildSetting = {}): Promise<Built> {
  const { counting = createCountingEngine(), options, plugins = [] } = setting
  counting.calls.length = 0
  const all = [matting({ engine: counting.engine, ...options }), ...plugins]
  const { warnings } = await build({ ...describeBuild(project, all), ...setting.build })
  const output = await readOutput(join(project.dir, 'dist'))
  const texts = [...output].filter(([file]) => /\.(?:js|css)$/.test(file)).map(([, bytes]) => bytes.toString())
  // Comments name modules.
  const text = texts.join('\n').replace(/^\s*(?:\/\/|\/\*).*$/gm, '')
  return { output, text, warnings, calls: counting.calls.map(({ name }) => name) }
}

/** The pictures of an output, sorted. */
export function listPictures({ output }: Built): string[] {
  return [...output.keys()].filter((file) => /\.(?:png|jpe?g|webp)$/.test(file)).sort()
}

/** Runs the built `main.js`. @returns its default export */
export async function importDefault(project: Project): Promise<unknown> {
  return ((await import(`${join(project.dir, 'dist/main.js')}?${Date.now()}`)) as { default: unknown }).default
}
