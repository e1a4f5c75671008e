import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PRESETS } from '../../src/engines/onnx/presets.ts'
import { createMatting } from '../../src/matting.ts'
import { createProject } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const text = await readFile(join(REPOSITORY, 'docs/engines.md'), 'utf8')

/** The block of code that begins with this line. */
function readBlock(first: string): string {
  const block = [...text.matchAll(/^```js\n([^]*?)^```$/gm)].find(([, code]) => code?.startsWith(first))
  if (block?.[1] === undefined) throw new Error(`docs/engines.md has no block that begins with ${first}`)
  return block[1]
}

describe('docs/engines.md', () => {
  it('shows the presets as they are', () => {
    const section = /<!-- presets -->(.*)<!-- \/presets -->/s.exec(text)?.[1] ?? ''
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    const shown = rows.map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    const expected = Object.entries(PRESETS).map(([name, { width, height, white, mean, std, activation }]) => [
      `\`${name}\``,
      `${width} × ${height}`,
      white === 'full' ? '255' : 'the brightest value',
      mean.join(', '),
      std.join(', '),
      `\`${activation}\``,
    ])
    expect(shown).toEqual(expected)
  })

  it('has an example of an engine that works', async () => {
    const project = await createProject({ 'matting.config.mjs': readBlock('// matting.config.mjs') })
    onTestFinished(project.remove)
    await symlink(join(REPOSITORY, 'node_modules/sharp'), join(project.dir, 'node_modules/sharp'), 'junction')
    const photo = join(project.dir, 'ball.jpg')
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#20c040"/>' +
      '<circle cx="30" cy="20" r="15" fill="#c03060"/></svg>'
    await sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toFile(photo)
    const matting = await createMatting({}, { root: project.dir, env: {}, logger: createMemoryLogger() })
    onTestFinished(() => matting.close())

    const asset = await matting.cut(matting.parse('./ball.jpg?matting&padding=5x5'), photo)
    const { data, info } = await sharp(await asset.read())
      .raw()
      .toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)]
    expect([info.width, info.height]).toEqual([70, 50])
    expect(pixel(8, 8)[3]).toBe(0)
    expect(pixel(35, 25)[3]).toBe(255)
    expect(Math.abs(pixel(35, 25)[0]! - 0xc0)).toBeLessThan(12)
    await matting.finish()
    expect(await readFile(join(project.dir, 'matting.lock.json'), 'utf8')).toContain('green-screen@1')
  })
})
