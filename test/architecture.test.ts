import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const SRC = resolve(import.meta.dirname, '../src')

/** Which rooms a room may use, besides itself. What is not listed is forbidden. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  directives: [],
  core: ['directives'],
  raster: ['core', 'directives'],
  store: ['core'],
  sources: ['core', 'store'],
  options: ['core', 'directives'],
  scan: ['core', 'directives'],
  types: ['core', 'directives', 'scan', 'store'],
  'engines/local': ['core', 'directives', 'raster', 'engines/define'],
  'engines/cos': ['core', 'directives', 'raster', 'engines/define'],
  'engines/onnx': ['core', 'directives', 'engines/define', 'engines/local', 'options', 'raster', 'sources', 'store'],
  'engines/define': ['core'],
  'engines/absent': ['core'],
  'engines/auto': ['core', 'engines/absent', 'engines/cos', 'engines/local', 'engines/onnx', 'options'],
  pipeline: ['core', 'directives', 'options', 'raster', 'scan', 'sources', 'store'],
  markup: [],
  report: ['core', 'directives', 'markup', 'options', 'pipeline', 'raster', 'store'],
  matting: [
    'core',
    'directives',
    'engines/auto',
    'options',
    'pipeline',
    'raster',
    'report',
    'sources',
    'store',
    'types',
  ],
  dev: ['core', 'directives', 'markup', 'matting'],
  'hosts/common': ['core', 'directives', 'matting'],
  'hosts/esbuild': ['core', 'directives', 'hosts/common', 'matting'],
  'hosts/farm': ['core', 'directives', 'hosts/common', 'hosts/rollup', 'matting', 'store'],
  'hosts/rollup': ['core', 'directives', 'hosts/common', 'matting'],
  'hosts/vite': ['core', 'dev', 'directives', 'hosts/common', 'hosts/rollup', 'matting', 'store'],
  'hosts/rspack': ['core', 'directives', 'hosts/common', 'hosts/webpack', 'matting'],
  'hosts/webpack': ['core', 'directives', 'hosts/common', 'matting'],
  emulator: ['core', 'directives', 'engines/local', 'raster'],
  doctor: ['core', 'engines/auto', 'engines/cos', 'engines/onnx', 'options'],
  cli: ['core', 'directives', 'doctor', 'emulator', 'matting', 'options', 'pipeline', 'raster', 'report', 'store'],
  open: ['engines/auto', 'hosts/common', 'matting', 'options'],
  unplugin: [
    'hosts/common',
    'hosts/esbuild',
    'hosts/farm',
    'hosts/rollup',
    'hosts/rspack',
    'hosts/vite',
    'hosts/webpack',
    'open',
    'options',
  ],
}

/** Entries are wiring: they may use anything but one another's insides, and hold little. */
const ENTRIES = [
  'index',
  'vite',
  'webpack',
  'rspack',
  'rsbuild',
  'rollup',
  'rolldown',
  'esbuild',
  'farm',
  'emulator.ts',
  'bin',
]

/** Packages that only some rooms may load. */
const DRIVERS: Readonly<Record<string, readonly string[]>> = {
  sharp: ['raster', 'engines/cos', 'emulator'],
  'cos-nodejs-sdk-v5': ['engines/cos'],
  '@rgrove/parse-xml': ['emulator', 'engines/cos'],
  'imagetools-core': ['raster'],
  'fast-glob': ['cli', 'scan'],
  keyv: ['store'],
  unplugin: ['unplugin'],
  vite: ['hosts/vite', 'vite'],
  rollup: ['hosts/rollup', 'hosts/vite', 'rollup'],
  rolldown: ['hosts/rollup', 'rolldown'],
  esbuild: ['hosts/esbuild', 'esbuild'],
  '@farmfe/core': ['hosts/farm', 'farm'],
  webpack: ['hosts/webpack', 'webpack'],
  '@rspack/core': ['hosts/rspack', 'rspack'],
  '@rsbuild/core': ['rsbuild'],
}

interface Import {
  readonly from: string
  readonly room: string
  readonly target: string
}

/** The room of a file: its folder below src, two deep where a folder only holds rooms; a lone file is its own room. */
function roomOf(file: string): string {
  const parts = relative(SRC, file).replace(/\.ts$/, '').split('/')
  if (parts.length === 1) return relative(SRC, file) === 'emulator.ts' ? 'emulator.ts' : (parts[0] ?? '')
  return parts[0] === 'engines' || parts[0] === 'hosts' ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
}

async function listImports(): Promise<Import[]> {
  const files = (await readdir(SRC, { recursive: true })).filter((file) => file.endsWith('.ts'))
  const found = files.map(async (file) => {
    const from = join(SRC, file)
    const code = await readFile(from, 'utf8')
    const targets = ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName)
    return targets.map((target) => ({ from: file, room: roomOf(from), target }))
  })
  return (await Promise.all(found)).flat()
}

describe('the arrows of the house', async () => {
  const imports = await listImports()

  it('sees the house', () => {
    expect(imports.length).toBeGreaterThan(150)
  })

  it('go one way', () => {
    const wrong = imports.filter(({ from, room, target }) => {
      if (!target.startsWith('.') || ENTRIES.includes(room)) return false
      const to = roomOf(resolve(SRC, dirname(from), target))
      return to !== room && !ARROWS[room]?.includes(to)
    })
    expect(wrong).toEqual([])
  })

  it('keep drivers in their rooms', () => {
    const wrong = imports.filter(({ room, target }) => {
      const driver = Object.keys(DRIVERS).find((name) => target === name || target.startsWith(`${name}/`))
      return driver !== undefined && !DRIVERS[driver]?.includes(room)
    })
    expect(wrong).toEqual([])
  })

  it('nobody imports an entry', () => {
    const entries = new Set(ENTRIES.map((entry) => join(SRC, entry.endsWith('.ts') ? entry : `${entry}.ts`)))
    const wrong = imports.filter(
      ({ from, target }) => target.startsWith('.') && entries.has(resolve(SRC, dirname(from), target)),
    )
    expect(wrong).toEqual([])
  })

  it('use only packages that are declared', async () => {
    const { dependencies, peerDependencies } = JSON.parse(
      await readFile(resolve(SRC, '../package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>
    const declared = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {})])
    const nameOf = (target: string) => target.split('/', target.startsWith('@') ? 2 : 1).join('/')
    const wrong = imports.filter(
      ({ target }) => !target.startsWith('.') && !target.startsWith('node:') && !declared.has(nameOf(target)),
    )
    expect(wrong).toEqual([])
  })

  it('keep files readable', async () => {
    const sizes = await Promise.all(
      [...new Set(imports.map(({ from }) => from))].map(async (file) => {
        const lines = (await readFile(join(SRC, file), 'utf8')).split('\n').length
        return { file, lines }
      }),
    )
    expect(sizes.filter(({ lines }) => lines > 300)).toEqual([])
  })
})
