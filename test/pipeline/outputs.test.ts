import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { createMatting, type Matting } from '../../src/matting.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeFolder } from '../support/temporary.ts'

const opened: Matting[] = []
afterEach(async () => void (await Promise.all(opened.splice(0).map((matting) => matting.close()))))

async function openProject(root?: string) {
  const dir = root ?? (await makeFolder())
  if (root === undefined) await makePhoto(join(dir, 'shoe.jpg'), { width: 120, height: 80 })
  const { engine, calls } = createCountingEngine()
  const logger = createMemoryLogger()
  const matting = await createMatting({ engine }, { root: dir, env: {}, logger })
  opened.push(matting)
  const parse = (query: string) => matting.parse(`./shoe.jpg?${query}`, join(dir, 'app.js'))
  return {
    ...{ dir, calls, matting, logger },
    cut: (query: string) => matting.cut(parse(query), join(dir, 'shoe.jpg')),
    compose: (query: string) => matting.compose(parse(query), join(dir, 'shoe.jpg'), `./shoe.jpg?${query}`),
  }
}

/** What the code of a module gives, with `<specifier>` for each URL. */
function evaluate(code: string): unknown {
  const names = [...code.matchAll(/import (\w+) from (".*")/g)]
  const body = code.replace(/import .*\n/g, '').replace('export default', 'return')
  const urls = names.map(([, , specifier]) => `<${JSON.parse(specifier ?? '') as string}>`)
  return new Function(...names.map(([, name]) => name ?? ''), body)(...urls)
}

describe('outputs', () => {
  it.each([
    ['matting&w=60', 'shoe.png', 'png', [60, 40]],
    ['matting&format=webp', 'shoe.webp', 'webp', [120, 80]],
    ['matting&format=avif&w=30', 'shoe.avif', 'avif', [30, 20]],
    ['matting&h=20&format=webp&quality=50', 'shoe.webp', 'webp', [30, 20]],
    ['matting&w=40&h=40&fit=contain', 'shoe.png', 'png', [40, 40]],
    ['matting&w=500', 'shoe.png', 'png', [120, 80]],
    ['matting&w=240&allowUpscale', 'shoe.png', 'png', [240, 160]],
    ['matting&padding=10&w=70', 'shoe.png', 'png', [70, 50]],
    ['matting&format=jpg&flatten&background=%23ff0000', 'shoe.jpg', 'jpeg', [120, 80]],
  ])('%s', async (query, name, format, [width, height]) => {
    const { cut } = await openProject()
    const asset = await cut(query)
    expect(asset).toMatchObject({ name, format, width, height })
    const file = await sharp(await asset.read()).metadata()
    expect([file.width, file.height]).toEqual([width, height])
    expect(asset.hasAlpha).toBe(format !== 'jpeg')
  })

  it('are made of one cut-out, which stays as the engine made it, and are kept for the next build', async () => {
    const { dir, cut, calls } = await openProject()
    const [plain, ...outputs] = await Promise.all(['matting', 'matting&w=60', 'matting&w=60&format=webp'].map(cut))
    expect(calls.length).toBe(1)
    expect(new Set([plain, ...outputs].map((asset) => asset?.key)).size).toBe(3)
    const next = await openProject(dir)
    const again = await next.cut('format=webp&matting&w=60')
    expect(again).toMatchObject({ cached: true, key: outputs[1]?.key })
    expect(next.calls).toEqual([])
  })

  it('flatten on the colour that was asked for', async () => {
    const { cut } = await openProject()
    const bytes = await (await cut('matting&format=png&flatten&background=%23ff0000')).read()
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0])
  })
})

describe('forms', () => {
  it('srcset', async () => {
    const { compose } = await openProject()
    expect(evaluate(await compose('matting&w=30;60&as=srcset'))).toBe(
      '<./shoe.jpg?matting&w=30> 30w, <./shoe.jpg?matting&w=60> 60w',
    )
  })

  it('srcset with densities', async () => {
    const { compose } = await openProject()
    expect(evaluate(await compose('matting&w=30;60&basePixels=30&as=srcset'))).toMatch(/ 1x, .* 2x$/)
  })

  it('img', async () => {
    const { compose } = await openProject()
    expect(evaluate(await compose('matting&w=30;60&as=img'))).toEqual({
      src: '<./shoe.jpg?matting&w=60>',
      w: 60,
      h: 40,
      srcset: '<./shoe.jpg?matting&w=30> 30w, <./shoe.jpg?matting&w=60> 60w',
    })
    expect(evaluate(await compose('matting&as=img'))).toEqual({ src: '<./shoe.jpg?matting>', w: 120, h: 80 })
  })

  it('picture', async () => {
    const { compose } = await openProject()
    const specifier = (format: string, w: number) => `<./shoe.jpg?matting&format=${format}&w=${w}>`
    expect(evaluate(await compose('matting&w=30;60&format=webp;png&as=picture'))).toEqual({
      sources: {
        webp: `${specifier('webp', 30)} 30w, ${specifier('webp', 60)} 60w`,
        png: `${specifier('png', 30)} 30w, ${specifier('png', 60)} 60w`,
      },
      img: { src: specifier('png', 60), w: 60, h: 40 },
    })
  })

  it('name what a picture is too small for once', async () => {
    const { compose } = await openProject()
    expect(evaluate(await compose('matting&w=60;500;900&as=srcset'))).toBe(
      '<./shoe.jpg?matting&w=60> 60w, <./shoe.jpg?matting&w=500> 120w',
    )
  })

  it('a list of URLs, for which nothing is cut', async () => {
    const { compose, calls } = await openProject()
    expect(evaluate(await compose('matting&w=30;60'))).toEqual([
      '<./shoe.jpg?matting&w=30>',
      '<./shoe.jpg?matting&w=60>',
    ])
    expect(calls).toEqual([])
  })

  it('metadata of one and of several', async () => {
    const { compose } = await openProject()
    const box = { x: 18, y: 12, width: 84, height: 56 }
    expect(evaluate(await compose('matting&as=metadata'))).toMatchObject({
      ...{ src: '<./shoe.jpg?matting>', width: 120, height: 80, format: 'png', hasAlpha: true, box },
      bytes: expect.any(Number),
    })
    expect(evaluate(await compose('matting&w=30;60&as=metadata'))).toMatchObject([{ width: 30 }, { width: 60 }])
  })
})
