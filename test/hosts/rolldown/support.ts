import { join } from 'node:path'
import matting from 'unplugin-matting/rolldown'
import { type InputOptions, type OutputOptions, type Plugin, rolldown, type RolldownLog } from 'rolldown'
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
  /** Code of the entry. */
  readonly code: string
  readonly log: (RolldownLog & { readonly level: string })[]
  /** File names of the photos that were cut, in order. */
  readonly calls: string[]
}

export interface BuildSetting {
  readonly output?: OutputOptions
  readonly input?: InputOptions
  readonly counting?: CountingEngine
  /** More options of ours. */
  readonly options?: Options
  /** More plugins, behind ours. */
  readonly plugins?: readonly Plugin[]
}

/** Builds `main.js` of a project with the plugin. The cache is the project's: Rollup's root is the process folder. */
export async function buildProject(project: Project, setting: BuildSetting = {}): Promise<Built> {
  const { output, input, counting = createCountingEngine(), options, plugins = [] } = setting
  const log: Built['log'] = []
  counting.calls.length = 0
  const bundle = await rolldown({
    input: join(project.dir, 'main.js'),
    onLog: (level, entry) => void log.push({ ...entry, message: entry.message, level }),
    ...input,
    // The root is the folder that tests run in: no lockfile is written there.
    plugins: [
      matting({ engine: counting.engine, cache: { dir: join(project.dir, 'cache') }, lockfile: false, ...options }),
      ...plugins,
    ],
  })
  const dir = join(project.dir, 'dist')
  await bundle.write({ dir, format: 'es', ...output })
  await bundle.close()
  const files = await readOutput(dir)
  const code = files.get('main.js')?.toString() ?? ''
  return { output: files, code, log, calls: counting.calls.map(({ name }) => name) }
}

/** The pictures of an output, sorted. */
export function listPictures({ output }: Built): string[] {
  return [...output.keys()].filter((file) => /\.(?:png|jpe?g|webp)$/.test(file)).sort()
}
