import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseLockfile, type Pin, renderLockfile, salvageLockfile, updateLockfile } from '../../src/store/lockfile.ts'
import { makeFolder } from '../support/temporary.ts'

const pinOf = (digit: string, engine = 'cos@1'): Pin => ({
  source: digit.repeat(64),
  engine,
  output: 'f'.repeat(64),
  width: 20,
  height: 10,
  bytes: 300,
})
const A = ['a.jpg?matting', pinOf('a')] as const
const B = ['img/鞋 "b".jpg?matting&center=1', pinOf('b')] as const

describe('a lockfile', () => {
  it('has one line an import, sorted, whatever the order', () => {
    const text = renderLockfile(new Map([B, A]))
    expect(text).toBe(renderLockfile(new Map([A, B])))
    expect(text.split('\n').filter((line) => line.includes('matting'))).toHaveLength(2)
    expect(text.indexOf('a.jpg')).toBeLessThan(text.indexOf('img/'))
    expect([...parseLockfile(text, 'lock')]).toEqual([A, B])
    expect(parseLockfile(text.replaceAll('\n', '\r\n'), 'lock').size).toBe(2)
    expect(parseLockfile(renderLockfile(new Map()), 'lock').size).toBe(0)
  })

  it.each([
    [
      'conflict markers',
      (text: string) => text.replace('    "a', '<<<<<<< HEAD\n    "a'),
      /line 4 is a conflict marker/,
    ],
    [
      'one import pinned twice',
      (text: string) => text.replace(/( {4}"a.*\n)/, '$1$1'),
      /lines 4 and 5 both pin "a\.jpg\?matting"/,
    ],
    ['a line cut off', (text: string) => text.slice(0, 120), /JSON/],
    [
      'a number as hash',
      (text: string) => text.replace(`"${'a'.repeat(64)}"`, '7'),
      /"a\.jpg\?matting" is not complete/,
    ],
    ['nothing', () => '', /JSON/],
  ])('with %s says where, and how it is repaired', (_what, damage, expected) => {
    const text = damage(renderLockfile(new Map([A, B])))
    expect(() => parseLockfile(text, '/shop/matting.lock.json')).toThrow(expected)
    expect(() => parseLockfile(text, '/shop/matting.lock.json')).toThrow(/matting\.lock\.json[^]*npx matting warm/)
  })

  it('is read whichever commas a merge by lines has left', () => {
    const text = renderLockfile(new Map([A, B]))
    const tooFew = text.replace(/\},(?=\n)/, '}')
    const tooMany = text.replace(/\}(?=\n {2}\})/, '},')
    expect(new Set([text, tooFew, tooMany]).size).toBe(3)
    for (const merged of [tooFew, tooMany, tooFew.replaceAll('\n', '\r\n')]) {
      expect([...parseLockfile(merged, 'lock')]).toEqual([A, B])
    }
  })

  it('of a later version asks for an update', () => {
    expect(() => parseLockfile('{ "version": 9, "imports": {} }', 'lock')).toThrow(/version is 9[^]*update/)
  })

  it('is salvaged line by line; what two sides dispute counts for neither', () => {
    const ours = renderLockfile(new Map([A, B]))
    const theirs = renderLockfile(new Map([A, [B[0], pinOf('c')] as const]))
    const merged = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`
    expect([...salvageLockfile(merged)]).toEqual([A])
  })
})

describe('updating a lockfile', () => {
  it('keeps what others wrote, takes out what is gone, and leaves an equal file alone', async () => {
    const file = join(await makeFolder(), 'matting.lock.json')
    expect(await updateLockfile(file, new Map())).toBe(false)
    expect(await updateLockfile(file, new Map([A]))).toBe(true)
    expect(await updateLockfile(file, new Map([B]))).toBe(true)
    expect([...parseLockfile(await readFile(file, 'utf8'), file)]).toEqual([A, B])
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'))
    const { mtimeMs } = await stat(file)
    expect(await updateLockfile(file, new Map([A]))).toBe(false)
    expect((await stat(file)).mtimeMs).toBe(mtimeMs)
    expect(await updateLockfile(file, new Map([[A[0], undefined]]))).toBe(true)
    expect([...parseLockfile(await readFile(file, 'utf8'), file)]).toEqual([B])
  })

  it('takes away what a killed writer left beside it', async () => {
    const folder = await makeFolder()
    const file = join(folder, 'matting.lock.json')
    for (const name of [`${file}.7.0a1b2c3d.tmp`, `${file}.8.0a1b2c3d.tmp`, join(folder, 'other.tmp')])
      await writeFile(name, '')
    for (const name of [`${file}.7.0a1b2c3d.tmp`, join(folder, 'other.tmp')]) await utimes(name, 0, 0)
    await updateLockfile(file, new Map([A]))
    expect((await readdir(folder)).sort()).toEqual([
      'matting.lock.json',
      'matting.lock.json.8.0a1b2c3d.tmp',
      'other.tmp',
    ])
  })

  it('does not write over one that is damaged', async () => {
    const file = join(await makeFolder(), 'matting.lock.json')
    await writeFile(file, '<<<<<<< HEAD\n')
    await expect(updateLockfile(file, new Map([A]))).rejects.toMatchObject({ code: 'LOCKFILE' })
    expect(await readFile(file, 'utf8')).toBe('<<<<<<< HEAD\n')
    expect(await updateLockfile(file, new Map([A]), 'salvage')).toBe(true)
  })
})
