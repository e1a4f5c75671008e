import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../support/static-server.ts'
import { type Bundler, buildWith } from './builders.ts'
import { BUNDLERS, REFERENCES } from './matrix.ts'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from './support.ts'

async function startProject(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = await createProject({ 'package.json': '{ "type": "module" }' })
  onTestFinished(project.remove)
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 48, height: 32 })
  const server = await serveFolder(project.dir)
  onTestFinished(server.close)
  for (const [file, text] of Object.entries(files)) {
    await project.write(file, text.replaceAll('<remote>', `${server.url}shoe.jpg`))
  }
  return project
}

const cells = REFERENCES.flatMap((reference) =>
  reference.bundlers.map((bundler) => [reference.name, BUNDLERS[bundler], bundler, reference] as const),
)

describe('a photo, referred to by', () => {
  it.each(cells)('%s in %s, is cut out', async (_reference, _name, bundler: Bundler, { files, pictures = 1 }) => {
    const project = await startProject(files)
    const { engine, calls } = createCountingEngine()
    const output = await buildWith(bundler, project, { engine, cache: { dir: join(project.dir, 'cache') } })
    expect(calls).toHaveLength(1)
    const found = [...output].filter(([file]) => file.endsWith('.png'))
    expect(found).toHaveLength(pictures)
    const texts = [...output].filter(([file]) => /\.(?:m?js|css|html)$/.test(file)).map(([, bytes]) => bytes.toString())
    for (const [file, bytes] of found) {
      expect(pictures > 1 || (await isCutOut(bytes))).toBe(true)
      expect(texts.some((text) => text.includes(basename(file)))).toBe(true)
    }
    expect([...output.keys()].filter((file) => /\.jpe?g$/.test(file))).toEqual([])
    expect(texts.filter((text) => /shoe\.jpg\?matting["')]/.test(text.replace(/\/\/.*|\/\*[^]*?\*\//g, '')))).toEqual(
      [],
    )
  })
})
