import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openShop } from './shop.ts'

/** What takes a line off a terminal, as a pattern. */
const ERASE = '\r\u001B\\[2K'

describe('matting warm', () => {
  it('makes and pins everything once', async () => {
    const { emulator, matting, readLock } = await openShop()
    const first = await matting(['warm', '--json'])
    expect(first).toMatchObject({ code: 0 })
    expect(JSON.parse(first.out)).toHaveLength(4)
    expect(Object.keys(JSON.parse(await readLock()).imports)).toEqual([
      'src/a.jpg?matting&padding=2x2',
      'src/a.jpg?matting&w=10',
      'src/a.jpg?matting&w=5',
      'src/b.jpg?matting&center=1',
    ])
    const again = await matting(['warm'])
    expect(again.err).toBe('4 images · 4 cached\n')
    expect(emulator.bills).toHaveLength(3)
  })

  it('repairs what a frozen build misses', async () => {
    const { emulator, matting } = await openShop()
    const frozen = { MATTING_MODE: 'frozen' }
    expect((await matting(['warm'], frozen)).code).toBe(0)
    expect(emulator.bills).toHaveLength(3)
  })

  it('repairs a lockfile with conflict markers', async () => {
    const { root, matting, readLock } = await openShop()
    await matting(['warm'])
    const text = await readLock()
    await writeFile(join(root, 'matting.lock.json'), `<<<<<<< ours\n${text}=======\n${text}>>>>>>> theirs\n`)
    expect((await matting(['plan'])).err).toMatch(/conflict marker[^]*npx matting warm/)
    expect((await matting(['warm'])).code).toBe(0)
    expect(await readLock()).toBe(text)
  })

  it('stops at the budget, with what was made kept', async () => {
    const { emulator, matting } = await openShop()
    const { code, err } = await matting(['warm'], { MATTING_BUDGET: '2' })
    expect(code).toBe(2)
    expect(err).toMatch(/budget of 2 paid calls is spent/)
    expect(emulator.bills).toHaveLength(2)
    expect((await matting(['warm'])).code).toBe(0)
    expect(emulator.bills).toHaveLength(3)
  })

  it('shows a bar on a terminal, and takes it off again', async () => {
    const { matting } = await openShop()
    const { err } = await matting(['warm'], {}, 60)
    expect(err).toMatch(RegExp(`${ERASE}━+─* \\d/4 · `))
    for (const frame of err.split(RegExp(`${ERASE}|\n`))) {
      if (frame.startsWith('━') || frame.startsWith('─')) expect(frame.length).toBeLessThan(60)
    }
    expect(err).toMatch(RegExp(`${ERASE}4 images · `))
  })

  it('finds pictures that were paid for in the bucket, after the cache is gone', async () => {
    const { root, emulator, matting } = await openShop()
    await matting(['warm'])
    await rm(join(root, 'node_modules'), { recursive: true })
    await matting(['warm'])
    expect(emulator.bills).toHaveLength(3)
  })

  it('stops when it is asked to, and leaves everything consistent', async () => {
    const { root, emulator, matting, stop } = await openShop(undefined, { latency: 1500 })
    const running = matting(['warm'])
    await expect.poll(() => emulator.requests.some(({ method }) => method === 'PUT'), { timeout: 5000 }).toBe(true)
    stop()
    const { code, err } = await running
    expect(code).toBe(1)
    expect(err).toMatch(/^Stopped: \d of 4 pictures are there\. Run it again[^\n]*\n$/m)
    expect(err).not.toContain('given up')
    const files = await readdir(join(root, 'node_modules/.cache/unplugin-matting'), { recursive: true })
    expect(files.filter((file) => file.endsWith('.tmp') || /^leases\/./.test(file))).toEqual([])
    expect((await matting(['warm'])).code).toBe(0)
    expect(emulator.bills).toHaveLength(3)
  })

  it('tells GitHub Actions what failed where, and sums up', async () => {
    const { root, matting } = await openShop()
    const file = join(root, 'summary.md')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file, MATTING_BUDGET: '2' }
    expect((await matting(['warm'], env)).err).toMatch(
      /^::error file=src\/main\.(?:ts|css),line=\d::The budget of 2 paid/m,
    )
    expect(await readFile(file, 'utf8')).toMatch(/^### matting\n\n```\n\d images? · [^]*\d paid\n[^]*```\n$/)
    expect((await matting(['plan'], env)).err).toMatch(
      /^::warning file=src\/main\.\w+,line=\d::\S+ would be paid for$/m,
    )
  })
})
