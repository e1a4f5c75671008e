import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePhoto } from '../hosts/support.ts'
import { type Git, openGit } from './git.ts'
import { readRecipe } from './recipe.ts'
import { openShop, type Shop } from './shop.ts'

const LOCK = 'matting.lock.json'

interface Repository {
  readonly shop: Shop
  readonly git: Git
  /** Changes the imports and photos of a branch that begins at `main`, has the pictures made and pinned, and commits. */
  branch(name: string, change: (shop: Shop) => Promise<unknown>): Promise<void>
  /** Merges both branches. @returns whether git could */
  merge(): Promise<boolean>
}

/** A shop in a repository with the attributes that the recipe gives, or none. */
async function openRepository(attributes: string): Promise<Repository> {
  const shop = await openShop({
    '.gitignore': 'node_modules\n',
    '.gitattributes': attributes,
    'main.js': importOf('img/a.jpg?matting&w=20', 'img/a.jpg?matting&w=40', 'img/b.jpg?matting&w=20'),
  })
  const git = openGit(shop.root)
  await git('init', '--quiet', '--initial-branch', 'main')
  const record = async (message: string): Promise<void> => {
    expect(await shop.matting(['warm'])).toMatchObject({ code: 0 })
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
  }
  await record('base')
  return {
    shop,
    git,
    async branch(name, change) {
      await git('checkout', '--quiet', '-b', name, 'main')
      await change(shop)
      await record(name)
    },
    async merge() {
      await git('checkout', '--quiet', 'ours')
      return git('merge', '--quiet', '--no-edit', 'theirs').then(
        () => true,
        () => false,
      )
    },
  }
}

const importOf = (...specifiers: string[]): string =>
  specifiers.map((specifier) => `import './${specifier}'\n`).join('')
/** Each branch has a page of its own: only the lockfile is in both. */
const add =
  (page: string, ...specifiers: string[]) =>
  ({ root }: Shop) =>
    writeFile(join(root, page), importOf(...specifiers))
const edit =
  (seed: number) =>
  ({ root }: Shop) =>
    makePhoto(join(root, 'img/b.jpg'), { width: 64, height: 48, seed })

const CASES: [
  name: string,
  ours: (shop: Shop) => Promise<unknown>,
  theirs: (shop: Shop) => Promise<unknown>,
  withoutAttribute: boolean,
][] = [
  ['imports far apart', add('o.js', 'img/a.jpg?matting&w=10'), add('t.js', 'img/b.jpg?matting&w=30'), true],
  ['imports next to each other', add('o.js', 'img/a.jpg?matting&w=21'), add('t.js', 'img/a.jpg?matting&w=22'), false],
  ['imports at the end', add('o.js', 'img/b.jpg?matting&w=31'), add('t.js', 'img/b.jpg?matting&w=32'), false],
  ['the same import', add('o.js', 'img/b.jpg?matting&w=31'), add('t.js', 'img/b.jpg?matting&w=31'), true],
]

describe('a lockfile that two branches have changed', () => {
  it.each(CASES)('by %s: git merges it as the recipe says', async (_, ours, theirs, withoutAttribute) => {
    const attributes = await readRecipe('lockfile-and-git', 'gitattributes')
    for (const [text, expected] of [
      ['', withoutAttribute],
      [attributes, true],
    ] as const) {
      const { shop, git, branch, merge } = await openRepository(text)
      await branch('ours', ours)
      await branch('theirs', theirs)
      expect(await merge()).toBe(expected)
      if (!expected) continue
      const bills = shop.emulator.bills.length
      expect(await shop.matting(['check'])).toMatchObject({ code: 0 })
      expect(await shop.matting(['warm'])).toMatchObject({ code: 0 })
      expect(shop.emulator.bills).toHaveLength(bills)
      const merged = await readFile(join(shop.root, LOCK), 'utf8')
      expect(JSON.parse(merged)).toMatchObject({ version: 1 })
      await git('add', '--all')
    }
  })

  it('by one photo edited in two ways: builds stop, and the command that they name mends it', async () => {
    const { shop, git, branch, merge } = await openRepository(await readRecipe('lockfile-and-git', 'gitattributes'))
    await branch('ours', edit(11))
    await branch('theirs', edit(12))
    // The photo itself is in conflict.
    expect(await merge()).toBe(false)
    await git('checkout', '--theirs', 'img/b.jpg')
    const bills = shop.emulator.bills.length
    const { error } = await shop.build({ host: 'vite' })
    expect(error).toMatch(/lines \d+ and \d+ both pin "img\/b\.jpg\?matting&w=20"[^]*npx matting warm/)
    expect(await shop.matting(['warm'])).toMatchObject({ code: 0 })
    expect(await readFile(join(shop.root, LOCK), 'utf8')).toBe(await git('show', `theirs:${LOCK}`))
    expect(await shop.build({ host: 'vite' })).toEqual({ warnings: [], error: null })
    expect(shop.emulator.bills).toHaveLength(bills)
  })
})
