import { createRequire } from 'node:module'
import { createRsbuild, type RsbuildConfig, type RsbuildInstance, type RsbuildPlugin, type Rspack } from '@rsbuild/core'
import type { Options } from '../../../src/options/types.ts'
import { type Project, readOutput } from '../support.ts'
import { join } from 'node:path'

/** The built package, loaded the way a CommonJS configuration loads it. */
const matting = createRequire(import.meta.url)('unplugin-matting/rsbuild') as (options?: Options) => RsbuildPlugin

/** What Rsbuild would tell on a terminal. */
interface Told {
  readonly errors: string[]
  readonly warnings: string[]
}

export interface BuildSetting {
  readonly options?: Options
  readonly config?: RsbuildConfig
}

export interface Built extends Told {
  /** Files of the output folder. */
  readonly files: Map<string, Buffer>
}

/** Rsbuild for a project: its own configuration but for what a test needs. */
export async function create(project: Project, { options, config = {} }: BuildSetting = {}): Promise<RsbuildInstance> {
  return createRsbuild({
    cwd: project.dir,
    config: {
      logLevel: 'silent',
      ...config,
      output: { minify: false, ...config.output },
      plugins: [matting(options), ...(config.plugins ?? [])],
    },
  })
}

/** Builds a project with the real Rsbuild. */
export async function build(project: Project, setting?: BuildSetting): Promise<Built> {
  const rsbuild = await create(project, setting)
  const stats: (Rspack.Stats | Rspack.MultiStats)[] = []
  rsbuild.onAfterBuild(({ stats: built }) => void (built && stats.push(built)))
  const failure = await rsbuild.build().then(
    ({ close }) => close().then(() => undefined),
    (error: unknown) => error,
  )
  const [built] = stats
  if (built === undefined) throw failure
  const { errors = [], warnings = [] } = built.toJson({ all: false, errors: true, warnings: true })
  return {
    files: await readOutput(join(project.dir, 'dist')),
    errors: errors.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  }
}

/** Names of the pictures in an output. */
export function listPictures(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files.keys()].filter((name) => /\.(?:png|jpe?g|webp)$/.test(name))
}

/** All code and style of an output. */
export function readCode(files: ReadonlyMap<string, Buffer>): string {
  return [...files].flatMap(([name, bytes]) => (/\.(?:js|css)$/.test(name) ? [bytes.toString()] : [])).join('\n')
}
