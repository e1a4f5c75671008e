import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createProject, makePhoto, type Project, readOutput } from './support.ts'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))

/** One build in a process of its own, with the bundler's cache on disk. */
const DRIVER = `
import * as bundler from ${JSON.stringify('BUNDLER')}
import matting from 'unplugin-matting/HOST'
const compiler = (bundler.rspack ?? bundler.default)({
  mode: 'production', target: 'node', context: import.meta.dirname, entry: './index.js', output: { library: { type: 'commonjs2' } },
  cache: CACHE, plugins: [matting({ engine: 'local' })],
})
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString())
  compiler.close(() => console.log('closed'))
})
`

const BUNDLERS = {
  webpack: { name: 'webpack', cache: "{ type: 'filesystem', cacheDirectory: import.meta.dirname + '/theirs' }" },
  rspack: {
    name: '@rspack/core',
    cache: "{ type: 'persistent', storage: { type: 'filesystem', directory: import.meta.dirname + '/theirs' } }",
  },
}

async function startProject(host: keyof typeof BUNDLERS): Promise<Project> {
  const { name, cache } = BUNDLERS[host]
  const bundler = createRequire(import.meta.url).resolve(name)
  const project = await createProject({
    'package.json': '{}',
    'driver.mjs': DRIVER.replace('BUNDLER', bundler).replace('HOST', host).replace('CACHE', cache),
    'index.js': `export * as shoe from './shoe.jpg?matting&as=metadata'`,
  })
  onTestFinished(project.remove)
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 160, height: 120 })
  return project
}

/** Installs a version of this package as a package manager does: a folder of its own, with other code in later versions. */
async function install({ dir }: Project, version: string): Promise<void> {
  const folder = join(dir, 'node_modules/unplugin-matting')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const manifest = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as object
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }))
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await cp(join(REPOSITORY, 'dist'), join(folder, 'dist'), { recursive: true })
  for (const file of await readdir(join(folder, 'dist/chunks'))) await stamp(join(folder, 'dist/chunks', file), version)
}

/** Has the code of metadata say which version wrote it. */
async function stamp(file: string, version: string): Promise<void> {
  const code = await readFile(file, 'utf8')
  await writeFile(file, code.replaceAll('export default ${', `export const version = "${version}"; export default \${`))
}

async function build({ dir }: Project): Promise<{ main: string; pictures: string[] }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['driver.mjs'], { cwd: dir })
  expect(stdout).toContain('closed')
  const files = await readOutput(join(dir, 'dist'))
  const pictures = [...files.keys()].filter((file) => file.endsWith('.png'))
  return { main: files.get('main.js')?.toString() ?? '', pictures }
}

describe.each(Object.keys(BUNDLERS) as (keyof typeof BUNDLERS)[])(
  'an upgrade of this package, %s with its cache on disk',
  (host) => {
    it('makes its modules anew, in both directions', async () => {
      const project = await startProject(host)
      for (const version of ['1.0.0', '1.0.1', '1.0.1', '1.0.0']) {
        await install(project, version)
        const { main, pictures } = await build(project)
        expect(pictures).toHaveLength(1)
        expect(main).toContain(`"${version}"`)
      }
    })
  },
)
