import { mkdir, symlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../support/static-server.ts'
import { type Builder, BUILDERS, type Bundler, buildWith, OLDER_VITES } from './builders.ts'
import { BUNDLERS, type Reference, REFERENCES } from './matrix.ts'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from './support.ts'

const PACKAGES = resolve(import.meta.dirname, '../../node_modules')

async function startProject({ files, photo = 'shoe.jpg', links = {} }: Reference): Promise<Project> {
  const project = await createProject({ 'package.json': '{ "type": "module" }' })
  onTestFinished(project.remove)
  await makePhoto(join(project.dir, photo), { width: 48, height: 32 })
  const server = await serveFolder(project.dir)
  onTestFinished(server.close)
  for (const [file, text] of Object.entries(files)) {
    await project.write(file, text.replaceAll('<remote>', `${server.url}${photo}`))
  }
  for (const [place, target] of Object.entries(links)) {
    await mkdir(dirname(join(project.dir, place)), { recursive: true })
    const folder = place === `node_modules/${target}` ? join(PACKAGES, target) : join(project.dir, target)
    await symlink(folder, join(project.dir, place), 'junction')
  }
  return project
}

/** Builds a reference: what was written, and how often the engine was asked. */
async function build(builder: Builder, reference: Reference, told: string[]) {
  const project = await startProject(reference)
  const { engine, calls } = createCountingEngine()
  const root = { dir: join(project.dir, reference.root ?? '.') }
  // Rollup and Rolldown have no root but the folder they run in.
  const options = { engine, cache: { dir: join(project.dir, 'cache') }, lockfile: false } as const
  return { calls, output: await buildWith(builder, root, options, told) }
}

const CODE_RE = /\.(?:m?js|css|html)$/
const readCode = (output: ReadonlyMap<string, Buffer>): string[] =>
  [...output].filter(([file]) => CODE_RE.test(file)).map(([, bytes]) => bytes.toString())

const cells = REFERENCES.flatMap((reference) =>
  reference.bundlers.map((bundler) => [reference.name, BUNDLERS[bundler], BUILDERS[bundler], reference] as const),
)
const withVite = REFERENCES.filter(({ bundlers }) => bundlers.includes('vite'))
const olderCells = withVite.flatMap((reference) =>
  Object.entries(OLDER_VITES).map((vite) => [reference.name, ...vite, reference] as const),
)
const isTaken = (cell: (typeof olderCells)[number]): boolean => !cell[3].newestVite
/** Vite 6 says so of any picture in an `image-set()`. */
const VITE_6_RE = /^\n?__VITE_ASSET__\S+ referenced in .* didn't resolve at build time/

describe('a photo, referred to by', () => {
  it.each([...cells, ...olderCells.filter(isTaken)])(
    '%s in %s, is cut out',
    async (_reference, _name, builder, reference) => {
      const { pictures = 1 } = reference
      const told: string[] = []
      const { calls, output } = await build(builder, reference, told)
      expect(told.filter((text) => !VITE_6_RE.test(text)).join('')).toBe('')
      expect(calls).toHaveLength(1)
      const found = [...output].filter(([file]) => file.endsWith('.png'))
      expect(found).toHaveLength(pictures)
      const texts = readCode(output)
      for (const [file, bytes] of found) {
        expect(pictures > 1 || (await isCutOut(bytes))).toBe(true)
        expect(texts.some((text) => text.includes(basename(file)))).toBe(true)
      }
      expect([...output.keys()].filter((file) => /\.jpe?g$/.test(file))).toEqual([])
      expect(texts.filter((text) => /shoe\.jpg\?matting["')]/.test(text.replace(/\/\/.*|\/\*[^]*?\*\//g, '')))).toEqual(
        [],
      )
    },
  )

  const refused = REFERENCES.flatMap((reference) =>
    Object.entries(reference.refusals ?? {}).map(
      ([bundler, told]) =>
        [reference.name, BUNDLERS[bundler as Bundler], BUILDERS[bundler as Bundler], reference, told] as const,
    ),
  )

  it.each(refused)('%s in %s, is refused and told of', async (_reference, _name, builder, reference, expected) => {
    const told: string[] = []
    await build(builder, reference, told).catch((error: Error) => told.push(error.message))
    expect(told.join('\n')).toMatch(expected)
  })

  it.each(olderCells.filter((cell) => !isTaken(cell)))(
    '%s in %s, is told of',
    async (_reference, _name, builder, reference) => {
      const told: string[] = []
      await build(builder, reference, told).catch((error: Error) => told.push(error.message))
      expect(told.join('\n')).toMatch(/shoe\.(?:jpg\?matting|svelte)/i)
    },
  )

  it.each(REFERENCES)('$name is taken or refused, not both', ({ bundlers, refusals = {} }) => {
    expect(Object.keys(refusals).filter((bundler) => bundlers.includes(bundler as Bundler))).toEqual([])
  })
})
