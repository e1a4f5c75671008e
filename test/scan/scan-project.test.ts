import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isScanned } from '../../src/scan/files.ts'
import { scanProject } from '../../src/scan/scan-project.ts'
import { makeProject } from '../support/project.ts'

const IMPORT = "import './a.jpg?matting'\n"

const SOURCES = [
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx'].map((extension) => `src/${extension}.${extension}`),
  'src/build/deep.ts',
  'packages/shop (new)/[id].ts',
]
const OTHERS = [
  'node_modules/pkg/index.js',
  'packages/ui/node_modules/pkg/index.js',
  'dist/main.js',
  'packages/ui/dist/main.js',
  ...['build', 'out', 'output', 'coverage'].map((folder) => `${folder}/main.js`),
  '.nuxt/main.js',
  'src/.draft.ts',
  'matting-env.d.ts',
  'types/env.d.mts',
  'src/notes.md',
  'src/data.json',
]

describe('scanProject', () => {
  it('finds imports in sources, sorted, with their lines', async () => {
    const root = await makeProject({
      'src/z.ts': `\n${IMPORT}\nimport b from './b.jpg?matting'; import a from './a.jpg?matting'\n`,
      'src/App.vue': `<template>\n<img src="./a.jpg?matting">\n</template>\n<script>\nimport './b.jpg?matting'\n</script>`,
      'src/Z.css': '\n\n.a { background: url(a.jpg?matting) }',
      'index.html': '<img src="/img/a.jpg?matting">',
    })
    expect(await scanProject(root)).toEqual([
      { file: 'index.html', line: 1, specifier: '/img/a.jpg?matting', place: 'markup' },
      { file: 'src/App.vue', line: 2, specifier: './a.jpg?matting', place: 'markup' },
      { file: 'src/App.vue', line: 5, specifier: './b.jpg?matting', place: 'script' },
      { file: 'src/Z.css', line: 3, specifier: 'a.jpg?matting', place: 'style' },
      { file: 'src/z.ts', line: 2, specifier: './a.jpg?matting', place: 'script' },
      { file: 'src/z.ts', line: 4, specifier: './a.jpg?matting', place: 'script' },
      { file: 'src/z.ts', line: 4, specifier: './b.jpg?matting', place: 'script' },
    ])
  })

  it('reads sources of every kind, but no packages, output, declarations or hidden files', async () => {
    const root = await makeProject(Object.fromEntries([...SOURCES, ...OTHERS].map((file) => [file, IMPORT])))
    const files = (await scanProject(root)).map(({ file }) => file)
    expect(files).toEqual([...SOURCES].sort())
  })

  it('leaves out the folders it is told to', async () => {
    const root = await makeProject({ 'src/a.ts': IMPORT, 'cache (old)/a.ts': IMPORT })
    const ignore = [join(root, 'cache (old)'), join(root, '..'), root]
    expect((await scanProject(root, { ignore })).map(({ file }) => file)).toEqual(['src/a.ts'])
  })

  it('passes over what is too large, and links that lead in circles', async () => {
    const root = await makeProject({ 'src/a.ts': IMPORT, 'src/bundle.js': IMPORT + ' '.repeat(2 * 1024 * 1024) })
    await symlink(root, join(root, 'src/self'))
    expect((await scanProject(root)).map(({ file }) => file)).toEqual(['src/a.ts'])
  })

  it('finds nothing where there is nothing', async () => {
    expect(await scanProject('/nonexistent-project')).toEqual([])
  })

  it.each(SOURCES)('says so of %s', (file) => expect(isScanned(file)).toBe(true))
  it.each([...OTHERS, '../ui/main.ts', ''])('says of %s that it is not read', (file) =>
    expect(isScanned(file)).toBe(false),
  )
})
