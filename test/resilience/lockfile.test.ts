import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../support/temporary.ts'
import { CALLS, furnish, HOSTS, openShop, PICTURES, type Shop } from './shop.ts'

const readLock = ({ root }: Shop): Promise<string> => readFile(join(root, 'matting.lock.json'), 'utf8')
const namesOf = (text: string): string[] => Object.keys((JSON.parse(text) as { imports: object }).imports)
const BOTH = ['main.js', 'other.js']

/** A shop whose pictures are paid for, and its lockfile. */
async function openWarmShop(files?: Readonly<Record<string, string>>): Promise<{ shop: Shop; lock: string }> {
  const shop = await openShop(files)
  expect(await shop.matting(['warm'])).toMatchObject({ code: 0 })
  return { shop, lock: await readLock(shop) }
}

describe('the lockfile of a project', () => {
  it('is the same from each bundler and from the command line, whatever the order of imports', async () => {
    const { shop, lock } = await openWarmShop()
    expect(namesOf(lock)).toHaveLength(PICTURES)
    for (const host of HOSTS) {
      for (const entry of BOTH) {
        await rm(join(shop.root, 'matting.lock.json'))
        expect(await shop.build({ host, entries: [entry] })).toEqual({ warnings: [], error: null })
        expect(await readLock(shop)).toBe(lock)
      }
    }
    expect(shop.emulator.bills).toHaveLength(CALLS)
  })

  it.each(['vite', 'webpack'] as const)('keeps entries that a build by %s does not reach', async (host) => {
    const { shop, lock } = await openWarmShop()
    expect(await shop.build({ host, entries: ['late.js'] })).toEqual({ warnings: [], error: null })
    expect(await readLock(shop)).toBe(lock)
    // One of its own is added.
    await writeFile(join(shop.root, 'more.js'), "import more from './img/b.jpg?matting'\nconsole.log(more)")
    expect(await shop.build({ host, entries: ['more.js'] })).toEqual({ warnings: [], error: null })
    expect(namesOf(await readLock(shop))).toEqual([...namesOf(lock), 'img/b.jpg?matting'].sort())
  })

  it.each(['vite', 'webpack'] as const)('is the same after a client and a server build by %s', async (host) => {
    const { shop, lock } = await openWarmShop()
    await rm(join(shop.root, 'matting.lock.json'))
    await shop.build({ host, out: 'dist/client' })
    await shop.build({ host, out: 'dist/server', entries: ['other.js'], ssr: true })
    expect(await readLock(shop)).toBe(lock)
  })

  it('is the same where links lead to the project, and to its photos', async () => {
    const { shop, lock } = await openWarmShop()
    const link = join(await makeFolder(), 'link')
    await symlink(shop.root, link)
    await rename(join(shop.root, 'img'), join(shop.root, 'photos'))
    await symlink('photos', join(shop.root, 'img'))
    const expected = lock.replaceAll('"img/', '"photos/')
    const linked = furnish(link, shop.emulator)
    const builds = HOSTS.map((host) => () => linked.build({ host }))
    for (const make of [...builds, () => linked.matting(['warm', '--root', link])]) {
      await rm(join(shop.root, 'matting.lock.json'))
      await make()
      expect(await readLock(shop)).toBe(expected)
    }
    expect(shop.emulator.bills).toHaveLength(CALLS)
  })

  it('loses no entry to builds at the same time', async () => {
    const pages = Array.from({ length: 8 }, (_, page) => page)
    const files = pages.map((page) => [
      `page${page}.js`,
      `import a from './img/a.jpg?matting&w=${20 + page}'\nimport b from './img/b.jpg?matting&w=${20 + page}'\nconsole.log(a, b)`,
    ])
    const shop = await openShop(Object.fromEntries(files))
    const builds = pages.map((page) =>
      shop.build({ host: page % 2 ? 'webpack' : 'vite', entries: [`page${page}.js`], out: `dist${page}` }),
    )
    for (const outcome of await Promise.all(builds)) expect(outcome).toEqual({ warnings: [], error: null })
    expect(namesOf(await readLock(shop))).toHaveLength(16)
    expect(shop.emulator.bills).toHaveLength(2)
  })
})

describe.each(HOSTS)('a frozen build by %s', (host) => {
  const frozen = { MATTING_MODE: 'frozen' }

  it('tells all that is missing, and the command that repairs it', async () => {
    const shop = await openShop()
    const { error } = await shop.build({ host, env: frozen })
    const lines = [
      './img/a.jpg?matting&padding=2 in main.js:1',
      './img/a.jpg?matting&w=10 in main.js:2',
      './img/b.jpg?matting&center in main.js:3',
      './img/a.jpg?matting&w=12 in late.js:1',
    ]
    for (const line of lines) expect(error).toContain(line)
    expect(error).toMatch(/npx matting warm/)
    expect(shop.emulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
    expect(shop.emulator.bills).toHaveLength(0)
    expect(await shop.matting(['warm'], frozen)).toMatchObject({ code: 0 })
    expect(await shop.build({ host, env: frozen })).toEqual({ warnings: [], error: null })
    expect(shop.emulator.bills).toHaveLength(CALLS)
  })
})

describe('a lockfile that a merge has damaged', () => {
  const damages: [string, (text: string) => string, RegExp][] = [
    [
      'conflict markers',
      (text) => text.replace('    "img/a', '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n    "img/a'),
      /line 4 is a conflict marker/,
    ],
    ['one import twice', (text) => text.replace(/( {4}"img\/a.*\n)/, '$1$1'), /lines 4 and 5 both pin/],
  ]

  it.each(damages)(
    'with %s stops a build; the command it names repairs it, and pays nothing',
    async (_, damage, told) => {
      const { shop, lock } = await openWarmShop()
      for (const host of ['vite', 'webpack'] as const) {
        await writeFile(join(shop.root, 'matting.lock.json'), damage(lock))
        const { error } = await shop.build({ host })
        expect(error).toMatch(told)
        expect(error).toContain('npx matting warm')
        expect(await readLock(shop)).toBe(damage(lock))
        expect(await shop.matting(['warm'])).toMatchObject({ code: 0 })
        expect(await readLock(shop)).toBe(lock)
      }
      expect(shop.emulator.bills).toHaveLength(CALLS)
    },
  )
})
