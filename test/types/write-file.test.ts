import { readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { declarations } from '../../src/types/declarations.ts'
import { writeTypesFile } from '../../src/types/write-file.ts'
import { makeFolder } from '../support/temporary.ts'

const TEXT = declarations([])
const LONG_AGO = new Date('2020-02-02T02:02:02Z')

describe('writeTypesFile', () => {
  it('writes a file that is not there, in a folder that is not there', async () => {
    const file = join(await makeFolder(), 'types/deep/matting-env.d.ts')
    expect(await writeTypesFile(file, TEXT)).toBe(true)
    expect(await readFile(file, 'utf8')).toBe(TEXT)
  })

  it.each([
    ['the same text', TEXT],
    ['the same text with other ends of lines', TEXT.replaceAll('\n', '\r\n')],
  ])('does not touch a file with %s', async (_, present) => {
    const file = join(await makeFolder(), 'matting-env.d.ts')
    await writeFile(file, present)
    await utimes(file, LONG_AGO, LONG_AGO)
    expect(await writeTypesFile(file, TEXT)).toBe(false)
    expect((await stat(file)).mtime).toEqual(LONG_AGO)
    expect(await readFile(file, 'utf8')).toBe(present)
  })

  it.each(['', `${TEXT}declare module 'old' {}\n`])('writes over an empty file, and its own', async (present) => {
    const file = join(await makeFolder(), 'matting-env.d.ts')
    await writeFile(file, present)
    expect(await writeTypesFile(file, TEXT)).toBe(true)
    expect(await readFile(file, 'utf8')).toBe(TEXT)
  })

  it('leaves the file of somebody else alone', async () => {
    const file = join(await makeFolder(), 'vite-env.d.ts')
    await writeFile(file, '/// <reference types="vite/client" />\n')
    await expect(writeTypesFile(file, TEXT)).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/vite-env\.d\.ts was not written by.*fix: .*`dts`/s),
    })
    expect(await readFile(file, 'utf8')).toBe('/// <reference types="vite/client" />\n')
  })

  it('says what is in the way', async () => {
    const dir = await makeFolder()
    await writeFile(join(dir, 'types'), '')
    await expect(writeTypesFile(join(dir, 'types/matting-env.d.ts'), TEXT)).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/can't be written: .*fix: /s),
    })
  })
})
