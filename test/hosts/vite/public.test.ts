import { describe, expect, it } from 'vitest'
import type { InlineConfig } from 'vite'
import { startDev } from './dev-support.ts'
import { buildProject, startProject } from './support.ts'

const SCRIPT = '<script type="module" src="/src/main.js"></script>'
const CSS = '.a { background: url(/shoe.jpg?matting) }'

/** How a page names a photo by its public path. */
const REFERENCES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['an import', { 'index.html': SCRIPT, 'src/main.js': "import url from '/shoe.jpg?matting'; console.log(url)" }],
  [
    '`new URL()`',
    { 'index.html': SCRIPT, 'src/main.js': "console.log(new URL('/shoe.jpg?matting', import.meta.url).href)" },
  ],
  ['a style sheet', { 'index.html': SCRIPT, 'src/main.js': "import './main.css'", 'src/main.css': CSS }],
  [
    'an @imported style sheet',
    {
      'index.html': SCRIPT,
      'src/main.js': "import './main.css'",
      'src/main.css': "@import './more.css';",
      'src/more.css': CSS,
    },
  ],
  [
    'a style sheet as text',
    {
      'index.html': SCRIPT,
      'src/main.js': "import css from './main.css?inline'; console.log(css)",
      'src/main.css': CSS,
    },
  ],
  ['a <style>', { 'index.html': `<style>${CSS}</style>` }],
  ['a style attribute', { 'index.html': '<p style="background: url(/shoe.jpg?matting)">shoe</p>' }],
  ['an attribute', { 'index.html': '<img src="/shoe.jpg?matting">' }],
]

const MESSAGE =
  /The photo "\/shoe\.jpg" is a public file: Vite copies it as it is\.[^]*import: +\/shoe\.jpg\?matting[^]*fix: +Move it out of the public folder/

describe.each(REFERENCES)('a public photo named by %s', (_name, files) => {
  it.each<[string, InlineConfig]>([
    ['', {}],
    [' with a base', { base: '/shop/' }],
    [' with a relative base', { base: './' }],
    [' with the address of a CDN', { base: 'https://cdn.example/shop/' }],
  ])('fails a build%s', async (_case, config) => {
    const project = await startProject(files, ['public/shoe.jpg'])
    await expect(buildProject(project, { config })).rejects.toThrow(MESSAGE)
  })
})

describe('a public photo in dev', () => {
  it.each<[string, InlineConfig]>([
    ['', {}],
    [' with a base', { base: '/shop/' }],
  ])('is an error over the page, by module and style sheet%s', async (_case, config) => {
    const files = {
      'src/main.js': "import url from '/shoe.jpg?matting'; console.log(url)",
      'src/main.css': CSS,
      'index.html': '',
    }
    const { fetch, load, log } = await startDev(await startProject(files, ['public/shoe.jpg']), config)
    const base = config.base ?? '/'
    expect((await fetch(`${base}src/main.js`)).status).toBe(500)
    expect(await load(`${base}src/main.css?import`)).toMatch(/is a public file/)
    expect(log.join('\n')).toMatch(/"\/shoe\.jpg" is a public file/)
  })

  it('is an error of a page', async () => {
    const project = await startProject({ 'index.html': '<img src="/shoe.jpg?matting">' }, ['public/shoe.jpg'])
    const { load } = await startDev(project)
    expect(await load('/')).toMatch(/is a public file/)
  })
})

it('a photo of the same path elsewhere is none', async () => {
  const project = await startProject(
    { 'index.html': SCRIPT, 'src/main.js': "import url from '/src/shoe.jpg?matting'; console.log(url)" },
    ['public/boot.jpg', 'src/shoe.jpg'],
  )
  expect((await buildProject(project)).calls).toEqual(['shoe.jpg'])
})
