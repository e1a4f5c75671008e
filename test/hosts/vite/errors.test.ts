import matting from 'unplugin-matting/vite'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine } from '../support.ts'
import { buildProject, startModule } from './support.ts'

const build = async (code: string): Promise<unknown> => {
  const project = await startModule(code)
  await project.write('src/text.jpg', 'version https://git-lfs.github.com/spec/v1')
  await project.write('src/empty.jpg', '')
  return buildProject(project)
}

describe('a Vite build fails', () => {
  it.each([
    ['a missing photo', './shue.jpg?matting', /The photo "\.\/shue\.jpg" was not found/],
    [
      'a text file named .jpg',
      './text.jpg?matting',
      /"text\.jpg" is not an image .* begins with the text "version https/,
    ],
    ['an empty file', './empty.jpg?matting', /"empty\.jpg" is empty/],
    ['an unknown directive', './shoe.jpg?matting&paddding=20', /`paddding`.*Did you mean `padding`\?/],
    ['a value out of bounds', './shoe.jpg?matting&padding=1001', /`padding`: received `padding=1001`/],
  ])('on %s, and names import and importer', async (_what, specifier, reason) => {
    const failure = build(`import shoe from '${specifier}'; console.log(shoe)`)
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(`import:   ${specifier}`)
    await expect(failure).rejects.toThrow('importer: src/main.js')
  })

  it('on a photo of new URL() that is missing', async () => {
    await expect(build("console.log(new URL('shue.jpg?matting', import.meta.url))")).rejects.toThrow(
      /The photo "\.\/shue\.jpg" was not found/,
    )
  })
})

describe('the engine of a Vite build', () => {
  it.each([
    ['succeeds', './shoe.jpg?matting'],
    ['fails', './shue.jpg?matting'],
  ])('is closed when the build %s', async (_how, specifier) => {
    const close = vi.fn(async () => undefined)
    const plugin = matting({ engine: { ...createCountingEngine().engine, close } })
    const project = await startModule(`import shoe from '${specifier}'; console.log(shoe)`)
    await buildProject(project, { plugins: [plugin] }).catch(() => undefined)
    expect(close).toHaveBeenCalledOnce()
  })

  it('is not needed to find a wrong option', async () => {
    const project = await startModule('')
    await expect(buildProject(project, { plugins: [matting({ concurrency: 0 })] })).rejects.toThrow(
      /Option `concurrency`.*received `0`/,
    )
  })
})
