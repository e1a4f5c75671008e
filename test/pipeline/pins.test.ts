import { mkdir, symlink } from 'node:fs/promises'
import type * as paths from 'node:path'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { PLAIN_LAYOUT } from '../../src/directives/layout.ts'
import { createNamer } from '../../src/pipeline/pins.ts'
import { makeFolder } from '../support/temporary.ts'

const task = { kind: 'matting', layout: PLAIN_LAYOUT } as const
const jobOf = (photo: string) => ({ photo, task, output: undefined })

describe('names in a lockfile', () => {
  it('are paths below the root; photos beyond the repository have none', async () => {
    const repository = await makeFolder()
    await mkdir(join(repository, '.git'))
    const nameOf = createNamer(join(repository, 'apps/shop'))
    expect(nameOf(jobOf(join(repository, 'apps/shop/img/a.jpg')))).toBe('img/a.jpg?matting')
    expect(nameOf(jobOf(join(repository, 'packages/ui/..a.jpg')))).toBe('../../packages/ui/..a.jpg?matting')
    expect(nameOf(jobOf(`${repository}-2/a.jpg`))).toBeUndefined()
  })

  it('say nothing of the form that letters and question marks have on a machine', async () => {
    const root = await makeFolder()
    const nameOf = createNamer(root)
    expect(nameOf(jobOf(join(root, 'sho\u0065\u0301?.jpg')))).toBe('sho\u00e9%3F.jpg?matting')
    expect(nameOf(jobOf('https://cdn.example.com/a.jpg?v=2'))).toBe('https://cdn.example.com/a.jpg?v=2&matting')
  })

  it('are those of the files behind links, of the root and of folders', async () => {
    const root = await makeFolder()
    const link = join(await makeFolder(), 'link')
    await symlink(root, link)
    await mkdir(join(root, 'photos'))
    await symlink('photos', join(root, 'img'))
    for (const home of [root, link]) {
      const nameOf = createNamer(home)
      for (const base of [root, link]) {
        expect(nameOf(jobOf(join(base, 'photos')))).toBe('photos?matting')
        expect(nameOf(jobOf(join(base, 'img')))).toBe('photos?matting')
      }
    }
  })
})

describe('names in a lockfile, on Windows', () => {
  afterEach(() => {
    vi.doUnmock('node:path')
    vi.doUnmock('node:fs')
    vi.resetModules()
  })

  /** The namer as it runs there, below `D:\work`, which is a repository. */
  async function createWindowsNamer(root: string): Promise<ReturnType<typeof createNamer>> {
    vi.resetModules()
    vi.doMock('node:path', async (load) => (await load<typeof paths>()).win32)
    const native = (path: string): string => path.replaceAll('/', '\\')
    const realpathSync = Object.assign(native, { native })
    vi.doMock('node:fs', () => ({ existsSync: (file: string) => file === 'D:\\work\\.git', realpathSync }))
    return (await import('../../src/pipeline/pins.ts')).createNamer(root)
  }

  it.each([
    ['D:\\work\\shop\\img\\a.jpg', 'img/a.jpg?matting'],
    ['D:/work/shop/img/a.jpg', 'img/a.jpg?matting'],
    ['d:\\work\\shop\\img\\a.jpg', 'img/a.jpg?matting'],
    ['D:/work/ui/a.jpg', '../ui/a.jpg?matting'],
    ['D:\\workshop\\a.jpg', undefined],
    ['C:\\photos\\a.jpg', undefined],
  ])('of %s is %s, as everywhere', async (photo, name) => {
    const nameOf = await createWindowsNamer('D:\\work\\shop')
    expect(nameOf(jobOf(photo))).toBe(name)
  })
})
