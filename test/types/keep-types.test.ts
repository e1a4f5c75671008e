import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMatting } from '../../src/matting.ts'
import type { Options } from '../../src/options/types.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeProject, writeProjectFile } from '../support/project.ts'
import { compile } from './compile.ts'

const LONG_AGO = new Date('2020-02-02T02:02:02Z')

async function openShop(files: Readonly<Record<string, string>>, options: Options = {}) {
  const root = await makeProject(files)
  await makePhoto(join(root, 'src/img/shoe.jpg'))
  const file = join(root, 'matting-env.d.ts')
  const open = async () => {
    const logger = createMemoryLogger()
    const { engine } = createCountingEngine()
    const matting = await createMatting({ engine, dts: true, ...options }, { root, env: {}, logger })
    /** What a host does with an import of metadata. */
    const load = async (importer: string, specifier: string, photo: string) => {
      const request = matting.parse(specifier, join(root, importer))
      return matting.compose(request, join(root, photo), specifier)
    }
    return { matting, logger, load }
  }
  return { root, file, open, read: () => readFile(file, 'utf8') }
}

const METADATA = './img/shoe.jpg?matting&as=metadata&padding=3x2'

describe('the option dts', () => {
  it('writes the types of a project at the end of a build, with the sizes of what it made', async () => {
    const { root, open, read } = await openShop({
      'src/main.ts': `import shoe from '${METADATA}'
        import both from '@/img/shoe.jpg?matting&as=metadata&w=12;6'
        import never from './img/shoe.jpg?matting&as=metadata&padding=7'
        export const size: [30, 20, 'png', true] = [shoe.width, shoe.height, shoe.format, shoe.hasAlpha]
        export const widths: [12, 6] = [both[0].width, both[1].width]
        export const unknown: number = never.width
        // @ts-expect-error it has another width
        export const wrong: 31 = shoe.width`,
      'src/other-entry.ts': "import './img/shoe.jpg?matting&padding=1'",
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    })
    const { matting, load, logger } = await open()
    await load('src/main.ts', METADATA, 'src/img/shoe.jpg')
    await load('src/main.ts', '@/img/shoe.jpg?matting&as=metadata&w=12;6', 'src/img/shoe.jpg')
    await matting.finish()
    await matting.close()
    expect(logger.warnings).toEqual([])
    expect(compile(root, ['matting-env.d.ts', 'src/main.ts'])).toEqual([])
    expect(await read()).toContain("'*/img/shoe.jpg?matting&padding=1'")
  })

  it('leaves the file untouched where nothing changed, in a build and by hand', async () => {
    const { root, file, open, read } = await openShop({ 'src/main.ts': `import '${METADATA}'` })
    const first = await open()
    await first.load('src/main.ts', METADATA, 'src/img/shoe.jpg')
    await first.matting.close()
    const written = await read()
    await utimes(file, LONG_AGO, LONG_AGO)
    const second = await open()
    second.matting.parse(METADATA, join(root, 'src/main.ts'))
    await second.matting.finish()
    await second.matting.close()
    expect(await (await open()).matting.writeTypes(file)).toMatchObject({ changed: false, file })
    expect((await stat(file)).mtime).toEqual(LONG_AGO)
    expect(await read()).toBe(written)
  })

  it('keeps what only the build saw: modules that are no files of the project', async () => {
    const { root, open, read } = await openShop({ 'src/main.ts': '' })
    const { matting } = await open()
    matting.parse('./a.jpg?matting&w=1;2', '\0virtual:gallery')
    matting.parse('@shop/b.jpg?matting&w=1;2', join(root, '../ui/src/main.ts'))
    matting.parse('./c.jpg?matting&w=1;2', `${join(root, 'src/main.ts')}?vue&type=script`)
    matting.parse('./d.jpg?matting&w=1;2', join(root, 'node_modules/pkg/main.js'))
    matting.parse(`${root}/e.jpg?matting&w=1;2`, '\0virtual:gallery')
    matting.parse('./f.jpg?matting&w=1;2')
    await matting.close()
    const declared = [...(await read()).matchAll(/'([^']*w=1;2)'/g)].map((match) => match[1])
    expect(declared).toEqual(['@shop/b.jpg?matting&w=1;2', '*/a.jpg?matting&w=1;2'])
  })

  it('follows imports, and sizes, while a server runs; not each request', async () => {
    const { root, file, open, read } = await openShop({ 'src/main.ts': "import './img/shoe.jpg?matting'" })
    const { matting, load } = await open()
    const main = join(root, 'src/main.ts')
    matting.parse('./img/shoe.jpg?matting', main)
    await expect.poll(read).toContain("'*/img/shoe.jpg?matting'")

    await writeProjectFile(root, 'src/main.ts', `import '${METADATA}'`)
    await load('src/main.ts', METADATA, 'src/img/shoe.jpg')
    await expect.poll(read).toContain('readonly width: 30;')
    expect(await read()).not.toContain("'*/img/shoe.jpg?matting'")

    await makePhoto(join(root, 'src/img/shoe.jpg'), { width: 40 })
    await load('src/main.ts', METADATA, 'src/img/shoe.jpg')
    await expect.poll(read).toContain('readonly width: 46;')

    await rm(file)
    matting.parse(METADATA, main)
    await load('src/main.ts', METADATA, 'src/img/shoe.jpg')
    await matting.finish()
    await matting.close()
    // Written once more for the end of the build, since nothing else is new.
    expect(await read()).toContain('readonly width: 46;')
  })

  it('tells each problem once, and fails no build', async () => {
    const { root, open } = await openShop(
      { 'src/main.ts': "import './img/shoe.jpg?matting&paddding=3'", 'env.d.ts': 'export {}' },
      { dts: 'env.d.ts' },
    )
    const { matting, logger } = await open()
    for (const round of [1, 2]) {
      matting.parse(`./img/shoe.jpg?matting&padding=${round}`, join(root, 'src/main.ts'))
      await matting.finish()
    }
    await matting.close()
    expect(logger.warnings).toEqual([expect.stringMatching(/env\.d\.ts was not written by unplugin-matting/)])

    await writeFile(join(root, 'env.d.ts'), '')
    const next = await open()
    await next.matting.finish()
    await next.matting.close()
    expect(next.logger.warnings).toEqual([
      expect.stringMatching(/`paddding=3`.*Did you mean `padding`.*importer: src\/main\.ts/s),
    ])
  })

  it('writes nothing by default, nor for what is no build', async () => {
    const shop = await openShop({ 'src/main.ts': '' }, { dts: false })
    const { matting } = await shop.open()
    matting.parse('./img/shoe.jpg?matting', join(shop.root, 'src/main.ts'))
    await matting.finish()
    await matting.close()
    await expect(shop.read()).rejects.toThrow('ENOENT')

    const other = await openShop({ 'src/main.ts': '' })
    const idle = await other.open()
    idle.matting.parse('photo.jpg?matting')
    await idle.matting.close()
    await expect(other.read()).rejects.toThrow('ENOENT')
  })
})
