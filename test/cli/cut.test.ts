import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { isCutOut, makePhoto } from '../hosts/support.ts'
import { makeFolder } from '../support/temporary.ts'

/** A project whose config has an engine that answers with a finished file, padded or not. */
async function createShop() {
  const cwd = await makeFolder()
  await makePhoto(join(cwd, 'photos/shoe.jpg'))
  await makePhoto(join(cwd, 'photos/grüner hut.jpg'), { seed: 2 })
  const cut = await sharp(join(cwd, 'photos/shoe.jpg')).ensureAlpha(0.5).png().toBuffer()
  await writeFile(join(cwd, 'cut.png'), cut)
  await writeFile(
    join(cwd, 'matting.config.mjs'),
    `import { readFileSync, appendFileSync } from 'node:fs'
     const cut = async (image, layout) => {
       appendFileSync(new URL('calls.txt', import.meta.url), JSON.stringify(layout) + '\\n')
       return { png: readFileSync(new URL('cut.png', import.meta.url)), confidence: 0.97 }
     }
     export default { engine: { name: 'canned', version: '1', cut } }`,
  )
  return cwd
}

async function matting(cwd: string, ...argv: string[]) {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => (out += text),
    err: (text) => (err += text),
    env: {},
    color: false,
    columns: undefined,
    cwd,
    untilStopped: () => Promise.resolve(),
  }
  const code = await run(argv, io)
  return { code, out, err }
}

describe('matting cut', () => {
  it('writes <dir>/<stem>.png and prints the paths', async () => {
    const cwd = await createShop()
    const { code, out, err } = await matting(cwd, 'cut', 'photos/shoe.jpg', 'photos/grüner hut.jpg', '-o', 'out')
    expect(code).toBe(0)
    expect(out).toBe(`${join(cwd, 'out/shoe.png')}\n${join(cwd, 'out/grüner hut.png')}\n`)
    expect(err).toMatch(/✓ photos\/shoe\.jpg → out\/shoe\.png {2}24 × 16 {2}cut by canned/)
    expect(err).toMatch(/2 images · 2 cut by canned in [\d.]+ s\n$/)
    // Photos that are named here are no imports of the project.
    await expect(access(join(cwd, 'matting.lock.json'))).rejects.toThrow('ENOENT')
    expect(await readFile(join(cwd, 'out/shoe.png'))).toEqual(await readFile(join(cwd, 'cut.png')))
  })

  it('--json gives the rows of the contract', async () => {
    const cwd = await createShop()
    const args = ['cut', 'photos/*.jpg', '--padding', '20x10', '--center', '--json', '--out', 'out']
    const first = await matting(cwd, ...args)
    expect(JSON.parse(first.out)).toEqual([
      {
        file: join(cwd, 'photos/grüner hut.jpg'),
        output: join(cwd, 'out/grüner hut.png'),
        engine: 'canned',
        width: 24,
        height: 16,
        bytes: (await readFile(join(cwd, 'cut.png'))).length,
        cached: false,
        ms: expect.any(Number),
        confidence: 0.97,
      },
      expect.objectContaining({ file: join(cwd, 'photos/shoe.jpg'), cached: false }),
    ])
    const calls = (await readFile(join(cwd, 'calls.txt'), 'utf8')).trim().split('\n')
    expect(calls.map((line) => JSON.parse(line))).toEqual(
      Array.from({ length: 2 }, () => ({ center: true, padding: { dx: 20, dy: 10 } })),
    )
    const second = await matting(cwd, ...args)
    expect(JSON.parse(second.out)).toEqual([
      expect.objectContaining({ cached: true }),
      expect.objectContaining({ cached: true }),
    ])
  })

  it.each(['webp', 'avif'])('--format %s writes that, transparent still', async (format) => {
    const cwd = await createShop()
    const { code, out } = await matting(cwd, 'cut', 'photos/shoe.jpg', '-o', 'out', '--format', format, '--json')
    expect(code).toBe(0)
    const file = join(cwd, `out/shoe.${format}`)
    const bytes = await readFile(file)
    expect(JSON.parse(out)).toEqual([expect.objectContaining({ output: file, bytes: bytes.length })])
    const { format: written, hasAlpha, width } = await sharp(bytes).metadata()
    expect({ written, hasAlpha, width }).toEqual({
      written: format === 'avif' ? 'heif' : format,
      hasAlpha: true,
      width: 24,
    })
  })

  it('cuts the others when one fails, and exits 1', async () => {
    const cwd = await createShop()
    await writeFile(join(cwd, 'photos/bad.jpg'), 'no photo')
    const { code, out, err } = await matting(cwd, 'cut', 'photos/bad.jpg', 'photos/shoe.jpg', '-o', 'out')
    expect(code).toBe(1)
    expect(out).toBe(`${join(cwd, 'out/shoe.png')}\n`)
    expect(err).toMatch(/✗ photos\/bad\.jpg: .*"bad\.jpg" is not an image/)
  })

  it.each<[string[], RegExp]>([
    [['cut'], /No photos were named/],
    [['cut', 'gone.jpg'], /No photo matches gone\.jpg/],
    [['cut', 'none/*.jpg'], /No photo matches/],
    [['cut', 'photos'], /photos is a folder.*photos\/\*\.jpg/s],
    [['cut', 'photos/shoe.jpg', '--padding', '1001'], /received `padding=1001`.*0 to 1000/s],
    [['cut', 'photos/shoe.jpg', '--format', 'jpeg'], /received `jpeg`, expected one of png, webp, avif,/],
    [['cut', 'photos/shoe.jpg', '--padding=-1'], /received `padding=-1`/],
    [['cut', 'photos/shoe.jpg', '--paddding', '2'], /--paddding.*matting cut --help/s],
    [['cut', 'photos/shoe.jpg', '--config', 'gone.mjs'], /gone\.mjs/],
    [['kut'], /`kut` is unknown.*Did you mean `matting cut`/s],
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await matting(await createShop(), ...argv)
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('never overwrites a photo, nor one cut-out with another', async () => {
    const cwd = await createShop()
    await makePhoto(join(cwd, 'shoe.png'))
    expect((await matting(cwd, 'cut', 'shoe.png')).err).toMatch(/which is a photo itself/)
    expect((await matting(cwd, 'cut', 'shoe.png', 'photos/shoe.jpg', '-o', 'out')).err).toMatch(/is the cut-out of/)
    await expect(readFile(join(cwd, 'calls.txt'))).rejects.toThrow('ENOENT')
  })

  it('reads the config of --root', async () => {
    const cwd = await createShop()
    const elsewhere = await makeFolder()
    const { code, err } = await matting(elsewhere, 'cut', join(cwd, 'photos/shoe.jpg'), '--root', cwd)
    expect(err).toMatch(/cut by canned/)
    expect(code).toBe(0)
    await expect(readFile(join(elsewhere, 'shoe.png'))).resolves.toBeDefined()
  })

  it('--help explains, without doing', async () => {
    const cwd = await createShop()
    const help = await matting(cwd, 'cut', '--help')
    expect(help).toMatchObject({ code: 0, out: '' })
    expect(help.err).toMatch(/--padding <dx>x<dy>/)
    expect((await matting(cwd, '--help')).err).toMatch(/emulator/)
    expect((await matting(cwd)).code).toBe(1)
  })

  it('cuts with the embedded engine where there is no config', async () => {
    const cwd = await makeFolder()
    await makePhoto(join(cwd, 'shoe.jpg'), { width: 120, height: 100 })
    const { code, err } = await matting(cwd, 'cut', 'shoe.jpg', '-o', 'out')
    expect(err).toMatch(/cut by local/)
    expect(code).toBe(0)
    expect(await isCutOut(await readFile(join(cwd, 'out/shoe.png')))).toBe(true)
  })
})
