import { readFile, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { makePhoto } from '../hosts/support.ts'
import { makeProject } from '../support/project.ts'

async function matting(cwd: string, ...argv: string[]) {
  const told = { out: '', err: '' }
  const io: Io = {
    out: (text) => void (told.out += text),
    err: (text) => void (told.err += text),
    env: {},
    color: false,
    columns: undefined,
    cwd,
    untilStopped: () => Promise.resolve(),
  }
  return { code: await run(argv, io), ...told }
}

const SHOP = {
  'src/main.ts': "import a from './a.jpg?matting'\nimport b from '@/b.jpg?matting&w=1;2'\n",
  'src/App.vue': '<template><img src="./c.jpg?matting"></template>',
  'src/main.css': '.a { background: url(./d.jpg?matting) }',
}
const LONG_AGO = new Date('2020-02-02T02:02:02Z')

describe('matting types', () => {
  it('writes the types of the imports of code, and says how many', async () => {
    const cwd = await makeProject(SHOP)
    const { code, out, err } = await matting(cwd, 'types')
    const file = join(cwd, 'matting-env.d.ts')
    expect({ code, out, err }).toEqual({ code: 0, out: `${file}\n`, err: '✓ matting-env.d.ts: 2 imports, written\n' })
    const text = await readFile(file, 'utf8')
    expect(text).toContain("declare module '@/b.jpg?matting&w=1;2' {\n  const url: [string, string]\n")
    expect(text).not.toMatch(/[cd]\.jpg/)

    await utimes(file, LONG_AGO, LONG_AGO)
    expect((await matting(cwd, 'types')).err).toBe('✓ matting-env.d.ts: 2 imports, unchanged\n')
    expect((await stat(file)).mtime).toEqual(LONG_AGO)
  })

  it('--json prints the imports', async () => {
    const cwd = await makeProject(SHOP)
    const { code, out } = await matting(cwd, 'types', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual([
      { file: 'src/main.ts', line: 1, specifier: './a.jpg?matting' },
      { file: 'src/main.ts', line: 2, specifier: '@/b.jpg?matting&w=1;2' },
    ])
  })

  it('writes where the option says, in the project it is told', async () => {
    const cwd = await makeProject({ ...SHOP, 'matting.config.json': '{ "dts": "src/types/matting.d.ts" }' })
    const { code, out } = await matting('/', 'types', '--root', cwd)
    expect({ code, out }).toEqual({ code: 0, out: `${join(cwd, 'src/types/matting.d.ts')}\n` })
    expect((await matting('/', 'types', '--root', cwd)).err).toMatch(/2 imports, unchanged/)
  })

  it('skips what no build takes, and says so', async () => {
    const cwd = await makeProject({ 'src/main.ts': "import './a.jpg?matting&padding=1001'\nimport './b.jpg?matting'" })
    const { code, out, err } = await matting(cwd, 'types', '--json')
    expect(code).toBe(0)
    expect(err).toMatch(/padding=1001.*import: +\.\/a\.jpg\?matting&padding=1001.*importer: src\/main\.ts/s)
    expect(JSON.parse(out)).toEqual([{ file: 'src/main.ts', line: 2, specifier: './b.jpg?matting' }])
    expect(await readFile(join(cwd, 'matting-env.d.ts'), 'utf8')).not.toContain('1001')
  })

  it('never writes over what it did not write', async () => {
    const cwd = await makeProject({ 'matting-env.d.ts': 'export {}' })
    const { code, out, err } = await matting(cwd, 'types')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/was not written by unplugin-matting.*fix: /s)
  })

  it('refuses an option that names no declaration file', async () => {
    const cwd = await makeProject({ 'matting.config.json': '{ "dts": "src/main.ts" }' })
    const { code, err } = await matting(cwd, 'types')
    expect(code).toBe(1)
    expect(err).toMatch(/Option `dts`.*received `"src\/main\.ts"`, expected .*`\.d\.ts`/)
  })

  it('knows sizes that `matting cut` found out, which itself writes no types', async () => {
    const cwd = await makeProject({
      'src/main.ts': "import './a.jpg?matting&padding=2&as=metadata'",
      'matting.config.json': '{ "dts": true, "engine": "local" }',
    })
    await makePhoto(join(cwd, 'src/a.jpg'), { width: 120, height: 100 })
    expect((await matting(cwd, 'cut', 'src/a.jpg', '--padding', '2', '-o', 'out')).code).toBe(0)
    await expect(readFile(join(cwd, 'matting-env.d.ts'))).rejects.toThrow('ENOENT')
    expect((await matting(cwd, 'types')).code).toBe(0)
    expect(await readFile(join(cwd, 'matting-env.d.ts'), 'utf8')).toContain(
      "Metadata & { readonly width: 124; readonly height: 104; readonly format: 'png'; readonly hasAlpha: true; ",
    )
  })
})
