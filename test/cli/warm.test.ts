import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { createCosEmulator } from '../../src/emulator/index.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { makeProject } from '../support/project.ts'

/** What takes a line off a terminal, as a pattern. */
const ERASE = '\r\u001B\\[2K'

const SHOP = {
  'src/main.ts': "import a from './a.jpg?matting&padding=2'\nimport w from './a.jpg?matting&w=10;5'\n",
  'src/main.css': '.b { background: url(./b.jpg?matting&center) }',
}

/** A shop whose pictures are cut by an emulated cloud. */
async function openShop(files: Readonly<Record<string, string>> = SHOP) {
  const emulator = await createCosEmulator({ engine: createCountingEngine().engine })
  onTestFinished(() => emulator.close())
  const root = await makeProject(files)
  await makePhoto(join(root, 'src/a.jpg'), { width: 48, height: 48 })
  await makePhoto(join(root, 'src/b.jpg'), { width: 64, height: 48, seed: 3 })
  const cloud = {
    MATTING_COS_BUCKET: 'examplebucket-1250000000',
    MATTING_COS_REGION: 'ap-guangzhou',
    MATTING_COS_ENDPOINT: emulator.url,
    TENCENTCLOUD_SECRET_ID: 'emulator-secret-id',
    TENCENTCLOUD_SECRET_KEY: 'emulator-secret-key',
  }
  const matting = async (argv: readonly string[], env: Record<string, string> = {}, columns?: number) => {
    const told = { out: '', err: '' }
    const io: Io = {
      out: (text) => void (told.out += text),
      err: (text) => void (told.err += text),
      env: { ...cloud, ...env },
      color: false,
      columns,
      cwd: root,
      untilStopped: () => new Promise(() => undefined),
    }
    return { code: await run(argv, io), ...told }
  }
  return { root, emulator, matting, readLock: () => readFile(join(root, 'matting.lock.json'), 'utf8') }
}

describe('matting plan', () => {
  it('tells what would be paid, without a request, and what is there after', async () => {
    const { root, emulator, matting } = await openShop()
    await writeFile(join(root, 'matting.config.json'), '{ "price": { "amount": 0.1, "currency": "CNY" } }')
    const before = await matting(['plan'])
    expect(before.code).toBe(2)
    expect(before.out.split('\n')).toEqual([
      'paid    ./b.jpg?matting&center  src/main.css:1',
      'paid    ./a.jpg?matting&padding=2  src/main.ts:1',
      'paid    ./a.jpg?matting&w=10;5  src/main.ts:2',
      'paid    ./a.jpg?matting&w=10;5  src/main.ts:2',
      '',
    ])
    expect(before.err).toBe('4 images · 0 cached · 3 paid calls, about 0.3 CNY\n')
    expect(emulator.requests).toHaveLength(0)
    expect((await matting(['warm'])).code).toBe(0)
    expect(emulator.bills).toHaveLength(3)
    const after = await matting(['plan', '--json'])
    expect(after.code).toBe(0)
    expect(JSON.parse(after.out)).toMatchObject({ calls: 0, estimate: { amount: 0, currency: 'CNY' }, problems: [] })
    expect(JSON.parse(after.out).images[0]).toEqual({
      specifier: './b.jpg?matting&center',
      importer: 'src/main.css',
      line: 1,
      file: 'src/b.jpg',
      state: 'cached',
    })
  })

  it('knows from the lockfile what no scan sees', async () => {
    const { root, matting } = await openShop({ 'src/main.ts': "import a from './a.jpg?matting'" })
    await matting(['warm'])
    await writeFile(join(root, 'src/main.ts'), "const name = 'a'; import(`./${name}.jpg?matting`)")
    expect((await matting(['plan'])).out).toBe('cached  ./src/a.jpg?matting\n')
  })

  it('tells imports that can not be read, and goes on', async () => {
    const { matting } = await openShop({
      'src/main.ts': "import './a.jpg?matting&paddin=2'\nimport './gone.jpg?matting'",
    })
    const { code, err, out } = await matting(['plan'])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toMatch(/paddin[^]*padding[^]*gone\.jpg[^]*not found/)
  })
})

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
})

describe('matting check', () => {
  it('agrees with what warm has left, and tells each disagreement', async () => {
    const { root, matting } = await openShop()
    const before = await matting(['check', '--json'])
    expect(before.code).toBe(2)
    expect(JSON.parse(before.out)[0]).toEqual({
      import: './b.jpg?matting&center',
      ...{ importer: 'src/main.css', line: 1, fault: 'unpinned' },
    })
    await matting(['warm'])
    expect(await matting(['check'])).toEqual({ code: 0, out: '', err: '4 images, all as they should be.\n' })
    await makePhoto(join(root, 'src/b.jpg'), { width: 64, height: 48, seed: 8 })
    const stale = await matting(['check'])
    expect(stale).toMatchObject({
      code: 2,
      err: expect.stringMatching(/b\.jpg\?matting&center in src\/main\.css:1 .* changed since/),
    })
    await matting(['warm'])
    await rm(join(root, 'node_modules'), { recursive: true })
    expect((await matting(['check'])).err.match(/not in the cache/g)).toHaveLength(4)
    await rm(join(root, 'src/b.jpg'))
    expect((await matting(['check'])).err).toMatch(
      /src\/b\.jpg\?matting&center=1 is pinned, but its photo[^]*matting gc/,
    )
  })

  it('reads names in the lockfile without the defaults of today', async () => {
    const { root, matting } = await openShop({ 'src/main.ts': "import './a.jpg?matting'" })
    await matting(['warm'])
    await writeFile(join(root, 'matting.config.json'), '{ "defaults": "center" }')
    await writeFile(join(root, 'src/main.ts'), '')
    expect((await matting(['plan'])).out).toBe('cached  ./src/a.jpg?matting\n')
  })
})
