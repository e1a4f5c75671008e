import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const REPOSITORY = resolve(import.meta.dirname, '..')
const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  types: [],
  allowImportingTsExtensions: true,
  paths: { 'unplugin-matting': [join(REPOSITORY, 'src/core/metadata.ts')] },
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ESNext,
  lib: ['lib.es2022.d.ts'],
  skipLibCheck: true,
}

let dir = ''
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-types-')))
})
afterAll(() => rm(dir, { recursive: true }))

/** Compiles a module of a project that uses the types. @returns what the compiler says of it */
async function check(code: string): Promise<string[]> {
  const file = join(dir, 'main.ts')
  await writeFile(file, code)
  const program = ts.createProgram([file, join(REPOSITORY, 'client.d.ts')], OPTIONS)
  const source = program.getSourceFile(file)
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe('the types of imports', () => {
  it.each([
    './shoe.jpg?matting',
    './shoe.jpg?padding=20x10&matting',
    './shoe.jpg?matting&center',
    'https://pictures.example/shoe.jpg?v=2&matting',
    './shoe.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp&as=url',
  ])('say that %s is a URL', async (specifier) => {
    expect(await check(`import url from '${specifier}'\nexport const text: string = url`)).toEqual([])
    expect(await check(`import url from '${specifier}'\nexport const size: number = url`)).toHaveLength(1)
  })

  it.each(['./shoe.jpg?matting&as=metadata', './shoe.jpg?cos=thumb&as=metadata'])(
    'say what %s has',
    async (specifier) => {
      const code = `import { default as data } from '${specifier}'\n`
      expect(
        await check(`${code}export const all: [string, number, number] = [data.src, data.width, data.box.x]`),
      ).toEqual([])
      expect(await check(`${code}export const text: string = data`)).toHaveLength(1)
    },
  )

  it('know no other imports', async () => {
    expect(
      await check("import './shoe.jpg?mattings'\nimport shoe from './shoe.jpg?mattings'\nexport { shoe }"),
    ).toEqual([expect.stringContaining('Cannot find module')])
  })
})
