import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePhoto } from '../support.ts'
import { type Built, buildProject, type BuildSetting, startProject } from './support.ts'

async function build(files: Readonly<Record<string, string>>, setting: BuildSetting = {}): Promise<Built> {
  const project = await startProject(files)
  await makePhoto(join(project.dir, 'public/hat.jpg'))
  return buildProject(project, setting)
}

const importOf = (specifier: string) => ({
  'sub/a.js': `import a from '${specifier}'; console.log(a)`,
  'main.js': "import './sub/a.js'",
})
const styleOf = (url: string) => ({ 'sub/a.css': `.a { background: url(${url}) }`, 'main.js': "import './sub/a.css'" })

describe('a Farm build fails', () => {
  it.each([
    [
      'an unknown directive',
      importOf('../shoe.jpg?matting&paddin=2'),
      ['../shoe.jpg?matting&paddin=2', 'sub/a.js', 'fix: Write `padding`.'],
    ],
    [
      'a missing photo',
      importOf('./shoe.jpg?matting'),
      ["The photo './shoe.jpg' was not found.", 'sub/a.js', 'fix: Correct the path'],
    ],
    [
      'a missing photo in a style sheet',
      styleOf('./shoe.jpg?matting'),
      ['was not found', 'sub/a.css', 'fix: Correct the path'],
    ],
    ['a public photo', importOf('/hat.jpg?matting'), ["'/hat.jpg' is a public file", 'sub/a.js', 'fix: Move it out']],
    [
      'metadata in a style sheet',
      styleOf('../shoe.jpg?matting&as=metadata'),
      ['`as=metadata`', 'sub/a.css', 'a style sheet takes a URL'],
    ],
    [
      'an inlined picture in a style sheet',
      styleOf('../shoe.jpg?matting&inline'),
      ['?inline', 'sub/a.css', 'fix: Leave `inline` out'],
    ],
    ['an external photo', importOf('far/shoe.jpg?matting'), ["'far/shoe.jpg'", 'sub/a.js', 'fix:']],
  ])('at %s, and says where it is and what to do', async (_what, files, expected) => {
    const failure = build(files, { compilation: { external: ['^far/'] } })
    const error = await failure.then(
      () => undefined,
      (cause: unknown) => cause,
    )
    expect(error).toBeInstanceOf(Error)
    for (const text of expected) expect((error as Error).message).toContain(text)
    expect((error as Error).message).not.toMatch(/\n\s+at |\\n(?!")/)
  })

  it('at a damaged photo', async () => {
    const project = await startProject(importOf('../bad.jpg?matting'))
    await project.write('bad.jpg', 'no picture')
    await expect(buildProject(project)).rejects.toThrow("'bad.jpg' is not an image")
  })

  it('at a wrong option, told once', async () => {
    const failure = build(importOf('../shoe.jpg?matting'), { options: { concurrency: -1 } })
    await expect(failure).rejects.toThrow(/^[^]*Option `concurrency`[^]*$/)
    await expect(failure).rejects.not.toThrow(/concurrency[^]*Option `concurrency`/)
  })
})

describe('a Farm build warns of what still names the photo', () => {
  it.each([
    [
      'new URL()',
      { 'main.js': "console.log(new URL('./shoe.jpg?matting', import.meta.url).href)" },
      ["new URL('./shoe.jpg?matting'", "import url from './shoe.jpg?matting'"],
    ],
    [
      'pages',
      {
        'main.js': '',
        'index.html': '<!doctype html><script type="module" src="./main.js"></script><img src="./shoe.jpg?matting">',
      },
      ['./shoe.jpg?matting', 'Farm asks no plugin about pages'],
    ],
    [
      'styles in pages',
      {
        'main.js': '',
        'index.html':
          '<!doctype html><script type="module" src="./main.js"></script><p style="background: url(./shoe.jpg?matting)">',
      },
      ['./shoe.jpg?matting', 'Farm asks no plugin about pages'],
    ],
  ])('%s', async (_what, files, expected) => {
    const input = 'index.html' in files ? { index: './index.html' } : { main: './main.js' }
    const { told } = await build(files, { compilation: { input } })
    const warnings = told.filter((line) => line.startsWith('warning'))
    expect(warnings).toHaveLength(1)
    for (const text of expected) expect(warnings[0]).toContain(text)
  })
})
