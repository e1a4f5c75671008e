import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLocator } from '../../src/scan/locate.ts'
import { makeProject } from '../support/project.ts'

const PROJECT = {
  'tsconfig.json': `{
    // Comments and trailing commas are allowed.
    "extends": ["./tsconfig.base", "@shop/tsconfig"],
    "references": [{ "path": "./tsconfig.app.json" }, { "path": "./packages/ui" }, { "path": "./gone" }],
    "compilerOptions": { "paths": { "@/*": ["./src/*", "./shared/*"], "hero": ["./img/hero.jpg"], },
    },
  }`,
  'tsconfig.base.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "paths": { "@/img/*": ["./img/*"] } } }',
  'node_modules/@shop/tsconfig/tsconfig.json': '{ "compilerOptions": { "paths": { "far/*.jpg": ["./*.png"] } } }',
  'node_modules/@shop/tsconfig/package.json': '{}',
  'node_modules/@shop/tsconfig/f.png': '',
  'tsconfig.app.json': '{ "compilerOptions": { "baseUrl": "./lib", "paths": { "app/*": ["./*"] } } }',
  'packages/ui/tsconfig.json': '{ "compilerOptions": { "paths": { "ui/*": ["./src/*"] } } }',
  'jsconfig.json': 'not JSON',
  'package.json': '{ "imports": { "#img/*": "./img/*" } }',
  'node_modules/photos/package.json': '{ "name": "photos" }',
  'node_modules/photos/a.jpg': '',
  ...Object.fromEntries(
    [
      'src/a.jpg',
      'src/deep/a.jpg',
      'shared/b.jpg',
      'img/a.jpg',
      'img/hero.jpg',
      'lib/c.jpg',
      'packages/ui/src/u.jpg',
    ].map((file) => [file, '']),
  ),
}

describe('createLocator', () => {
  it.each<[string, string | undefined]>([
    ['./a.jpg', 'src/deep/a.jpg'],
    ['../a.jpg', 'src/a.jpg'],
    ['./gone.jpg', undefined],
    ['../deep', undefined],
    ['/img/a.jpg', 'img/a.jpg'],
    ['@/a.jpg', 'src/a.jpg'],
    ['@/b.jpg', 'shared/b.jpg'],
    ['@/img/a.jpg', 'img/a.jpg'],
    ['hero', 'img/hero.jpg'],
    ['far/f.jpg', 'node_modules/@shop/tsconfig/f.png'],
    ['app/c.jpg', 'lib/c.jpg'],
    ['c.jpg', 'lib/c.jpg'],
    ['ui/u.jpg', 'packages/ui/src/u.jpg'],
    ['#img/a.jpg', 'img/a.jpg'],
    ['photos/a.jpg', 'node_modules/photos/a.jpg'],
    ['~/a.jpg', undefined],
  ])('finds %s at %s', async (path, expected) => {
    const root = await makeProject(PROJECT)
    const locate = await createLocator(root)
    const found = await locate(path, join(root, 'src/deep/main.ts'))
    expect(found).toBe(expected === undefined ? undefined : join(root, expected))
  })

  it('leaves addresses as they are', async () => {
    const locate = await createLocator('/nonexistent-project')
    expect(await locate('https://img.example/a.jpg', '/nonexistent-project/a.ts')).toBe('https://img.example/a.jpg')
    expect(await locate('@/a.jpg', '/nonexistent-project/a.ts')).toBeUndefined()
  })
})
