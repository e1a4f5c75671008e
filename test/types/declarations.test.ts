import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseRequest } from '../../src/core/request.ts'
import { declarations } from '../../src/types/declarations.ts'
import type { KnownPicture, TypedImport } from '../../src/types/forms.ts'
import { writeGenericDeclarations } from '../../src/types/generic.ts'
import { makeProject } from '../support/project.ts'
import { compile } from './compile.ts'

const SHOE: KnownPicture = {
  ...{ width: 1280, height: 960, format: 'png', hasAlpha: true },
  box: { x: 214, y: 310, width: 860, height: 602 },
}
const HAT: KnownPicture = { ...SHOE, width: 800, height: 600, box: undefined }

/** An import as a scan gives it; presets and rules have names. */
function typed(specifier: string, ...pictures: TypedImport['pictures']): TypedImport {
  const vocabulary = { presets: { card: 'padding=20&as=metadata' }, defaults: '', rules: { thumb: 'style/thumb' } }
  return { specifier, pictures, directives: parseRequest(specifier, undefined, vocabulary).directives }
}

/** Compiles a module beside the declarations of these imports. */
async function check(imports: readonly TypedImport[], code: string): Promise<string[]> {
  const root = await makeProject({ 'matting-env.d.ts': declarations(imports), 'src/main.ts': code })
  return compile(root, ['matting-env.d.ts', 'src/main.ts'])
}

/** Code that holds only where two types are the same. */
const SAME = `type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Meta = import('unplugin-matting').Metadata\n`

/** What each specifier has to be, literally. */
const TYPES: readonly (readonly [specifier: string, type: string])[] = [
  ['./shoe.jpg?matting', 'string'],
  ['./shoe.jpg?matting&padding=20x10', 'string'],
  ['../img/shoe.jpg?matting&center=1', 'string'],
  ['./shoe.jpg?matting=card&as=url', 'string'],
  ['./shoe.jpg?matting=card', 'Meta'],
  ['./shoe.jpg?w=400;800&matting', '[string, string]'],
  ['./shoe.jpg?matting&w=1;2;3&format=webp;png', '[string, string, string, string, string, string]'],
  ['./shoe.jpg?matting&w=400;800&as=srcset', 'string'],
  ['./shoe.jpg?matting&as=img&w=400;800', "import('unplugin-matting').ImgForm"],
  ['./shoe.jpg?as=picture&matting&w=400', "import('unplugin-matting').PictureForm"],
  ['./shoe.jpg?as=metadata&matting&padding=3', 'Meta'],
  ['./shoe.jpg?matting&as=metadata&w=400;800', '[Meta, Meta]'],
  ['/img/shoe.jpg?matting&padding=1', 'string'],
  ['@/img/shoe.jpg?matting&padding=2', 'string'],
  ['@shop/photos/shoe.jpg?matting&w=1;2', '[string, string]'],
  ['#img/shoe.jpg?matting&w=1;2;3', '[string, string, string]'],
  ['https://img.example/shoe.jpg?v=2&matting&w=1;2', '[string, string]'],
  ['./hero.jpg?cos=thumb', 'string'],
  ['./hero.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp', 'string'],
  ['./it\'s "new".jpg?matting&padding=4', 'string'],
  ['./grüner hut.jpg?matting&padding=5', 'string'],
]

describe('declarations', () => {
  it('say exactly what imports give', async () => {
    const lines = TYPES.map(([specifier, type], index) => {
      const name = `import v${index} from ${JSON.stringify(specifier)}\n`
      return `${name}export const s${index}: Same<typeof v${index}, ${type}> = true\n`
    })
    const imports = TYPES.map(([specifier]) => typed(specifier))
    expect(await check(imports, SAME + lines.join(''))).toEqual([])
  })

  it('refuse what imports do not give', async () => {
    const code = `
      import url from './shoe.jpg?matting&padding=20x10'
      import list from './shoe.jpg?matting&w=400;800'
      // @ts-expect-error a URL is no number
      export const size: number = url
      // @ts-expect-error two URLs, not three
      export const third: string = list[2]
      // @ts-expect-error never declared, and no ending says what it is
      import other from './shoe.jpg?matting&padding=20'
      // @ts-expect-error there is one export
      import { src } from './shoe.jpg?matting&padding=20x10'
      export { other, src }
    `
    const imports = [typed('./shoe.jpg?matting&padding=20x10'), typed('./shoe.jpg?matting&w=400;800')]
    expect(await check(imports, code)).toEqual([])
  })

  it('tell sizes as far as they are known', async () => {
    const code = `${SAME}
      import shoe from './shoe.jpg?matting&as=metadata'
      import both from './shoe.jpg?matting&as=metadata&w=800;400'
      const size: [1280, 960, 'png', true] = [shoe.width, shoe.height, shoe.format, shoe.hasAlpha]
      const box: [214, 310, 860, 602] = [shoe.box.x, shoe.box.y, shoe.box.width, shoe.box.height]
      const text: [string, number] = [shoe.src, shoe.bytes]
      const meta: Meta = shoe
      const [first, second] = both
      const widths: [800, number] = [first.width, second.width]
      export const all: Same<typeof second, Meta> = true
      // @ts-expect-error it has another width
      export const wrong: 1281 = shoe.width
      // @ts-expect-error the width of the second was never found out
      export const unknown: 400 = second.width
      // @ts-expect-error metadata are not to be changed
      shoe.width = 1280
      export { size, box, text, meta, widths }
    `
    const imports = [
      typed('./shoe.jpg?matting&as=metadata', SHOE),
      typed('./shoe.jpg?matting&as=metadata&w=800;400', HAT, undefined),
    ]
    expect(await check(imports, code)).toEqual([])
  })

  it('leave the choice where photos of several folders have one name', async () => {
    const code = `${SAME}
      import shoe from './shoe.jpg?matting&as=metadata'
      import hat from './hat.jpg?matting&as=metadata'
      export const width: Same<typeof shoe.width, 1280 | 800> = true
      export const plain: Same<typeof hat, Meta> = true
      if (shoe.width === 1280) shoe.box.x satisfies 214
    `
    const imports = [
      typed('./shoe.jpg?matting&as=metadata', SHOE),
      typed('../shoe.jpg?matting&as=metadata', HAT),
      typed('./hat.jpg?matting&as=metadata', HAT),
      typed('./hat.jpg?matting&as=metadata'),
    ]
    expect(await check(imports, code)).toEqual([])
    expect(declarations(imports).match(/shoe\.jpg/g)).toHaveLength(1)
  })

  it('tell photos of one name apart by their folders, where imports name these', async () => {
    const code = `
      import shoe from './shoe.jpg?matting&as=metadata'
      import old from '../old/shoe.jpg?matting&as=metadata'
      import older from './very/old/shoe.jpg?matting&as=metadata'
      export const widths: [1280, 800, 1280] = [shoe.width, old.width, older.width]
    `
    const imports = [
      typed('./shoe.jpg?matting&as=metadata', SHOE),
      typed('../old/shoe.jpg?matting&as=metadata', HAT),
      typed('./very/old/shoe.jpg?matting&as=metadata', SHOE),
    ]
    expect(await check(imports, code)).toEqual([])
  })

  it('know the endings of client.d.ts, too', async () => {
    const client = await readFile(new URL('../../client.d.ts', import.meta.url), 'utf8')
    expect(client.slice(client.indexOf('*/') + 3)).toBe(writeGenericDeclarations())
    const code = `
      import url from './any.jpg?padding=3&matting'
      import data from './any.jpg?matting&as=metadata'
      export const all: [string, number] = [url, data.width]
    `
    expect(await check([typed('./shoe.jpg?matting')], code)).toEqual([])
  })

  it('are the same bytes whatever the order, each import once', () => {
    const imports = TYPES.map(([specifier]) => typed(specifier))
    const shuffled = [...imports.slice(7), ...imports, ...imports.slice(0, 7)].reverse()
    expect(declarations(shuffled)).toBe(declarations(imports))
    expect(declarations(imports)).toMatchSnapshot()
  })

  it('skip what TypeScript has no name for', async () => {
    expect(declarations([typed('./a*.jpg?matting')])).toBe(declarations([]))
    expect(await check([], '')).toEqual([])
  })
})
