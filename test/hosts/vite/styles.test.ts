import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type BuildSetting,
  type Built,
  buildProject,
  joinOutput,
  listPictures,
  startProject,
  startStyle,
} from './support.ts'

const TRANSFORMERS = ['postcss', 'lightningcss'] as const

async function expectShoe(built: Built): Promise<void> {
  const [file = 'none', ...more] = listPictures(built)
  expect(more).toEqual([])
  expect(file).toMatch(/^assets\/shoe-[\w-]{8}\.png$/)
  expect(joinOutput(built, '.css') + joinOutput(built, '.html')).toContain(`/${file}`)
  expect(built.calls).toEqual(['shoe.jpg'])
}

describe.each(TRANSFORMERS)('style sheets in a Vite build with %s', (transformer) => {
  const build = (project: Parameters<typeof buildProject>[0], config: BuildSetting['config'] = {}): Promise<Built> =>
    buildProject(project, {
      config: { ...config, css: { transformer }, resolve: { alias: { '@': join(project.dir, 'src') } } },
    })

  it.each([
    ['with quotes', ".a { background: url('./shoe.jpg?matting') }"],
    ['without quotes or dot', '.a { background: url(shoe.jpg?matting) }'],
    ['from the root', '.a { background: url(/src/shoe.jpg?matting) }'],
    ['by alias', '.a { background: url(@/shoe.jpg?matting) }'],
    ['in image-set()', '.a { background-image: image-set(url(./shoe.jpg?matting) 1x) }'],
    ['in a custom property', '.a { --shoe: url("/src/shoe.jpg?matting") }'],
  ])('cut a url() %s', async (_kind, css) => {
    await expectShoe(await build(await startStyle(css)))
  })

  it('cut a url() of an @imported file, relative to that file', async () => {
    const project = await startStyle("@import './part/card.css';", ['src/part/shoe.jpg'])
    await project.write('src/part/card.css', '.card { background: url(./shoe.jpg?matting) }')
    await expectShoe(await build(project))
  })

  it('cut a url() of a CSS module', async () => {
    const files = {
      'index.html': '<script type="module" src="/src/main.js"></script>',
      'src/main.js': "import css from './card.module.css'; console.log(css.card)",
      'src/card.module.css': '.card { background: url(./shoe.jpg?matting) }',
    }
    await expectShoe(await build(await startProject(files, ['src/shoe.jpg'])))
  })

  it('inline by limit and key as Vite does', async () => {
    const css = '.a { background: url(./shoe.jpg?matting) } .b { background: url(./shoe.jpg?matting&no-inline) }'
    const built = await build(await startStyle(css), { build: { assetsInlineLimit: 100_000 } })
    expect(joinOutput(built, '.css')).toContain('data:image/png;base64,')
    await expectShoe(built)
  })

  it('keep a relative base', async () => {
    const built = await build(await startStyle('.a { background: url(./shoe.jpg?matting) }'), { base: './' })
    const [file = ''] = listPictures(built)
    expect(joinOutput(built, '.css')).toMatch(new RegExp(`url\\("?\\.?/?${file.replace('assets/', '')}"?\\)`))
  })

  it('fail on a missing photo with import and importer', async () => {
    const project = await startStyle('.a { background: url(./shue.jpg?matting) }')
    await expect(build(project)).rejects.toThrow(
      /The photo "\.\/shue\.jpg" was not found[^]*import: +\.\/shue\.jpg\?matting[^]*importer: src\/main\.css/,
    )
  })
})

describe('style sheets in pages', () => {
  it.each([
    ['a <style>', '<style>body { background: url(./src/shoe.jpg?matting) }</style>'],
    ['a style attribute', '<p style="background: url(./src/shoe.jpg?matting)">shoe</p>'],
  ])('cut a url() in %s', async (_kind, html) => {
    await expectShoe(await buildProject(await startProject({ 'index.html': html }, ['src/shoe.jpg'])))
  })
})
