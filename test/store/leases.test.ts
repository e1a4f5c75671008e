import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/core/hash.ts'
import { type LeaseSetting, openLeases } from '../../src/store/leases.ts'
import { buildScript, ROOT, start } from '../engines/cos/child.ts'
import { makeFolder } from '../support/temporary.ts'

const KEY = sha256('a picture')
const HALF_HOUR = 30 * 60

/** Bounds that let a test see a dead owner given up soon. */
const SOON: LeaseSetting = { beat: 50, stale: 600 }

/** Does a slow job under leases, unless its result is there; one line in a log for each time that it is really done. */
const DO_SLOW_JOB = `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
  import { setTimeout as sleep } from 'node:timers/promises'
  import { openLeases } from ${JSON.stringify(join(ROOT, 'src/store/leases.ts'))}
  const [dir, jobs, ms, setting] = process.argv.slice(2)
  const leases = openLeases({ dir, readonly: false }, JSON.parse(setting))
  await Promise.all(Array.from({ length: Number(jobs) }, (_, job) => leases.hold('job-' + job, async () => {
    if (existsSync(dir + '/result-' + job)) return
    appendFileSync(dir + '/log', job + '\\n')
    await sleep(Number(ms))
    writeFileSync(dir + '/result-' + job, '')
  })))
`

async function readLog(dir: string): Promise<string[]> {
  const text = await readFile(join(dir, 'log'), 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean).sort()
}

async function openFolder(setting: LeaseSetting = SOON, folder?: string) {
  const dir = folder ?? (await makeFolder())
  return { dir, leases: openLeases({ dir, readonly: false }, setting) }
}

/** The lease that a process left which is gone. */
async function leaveLease(dir: string, key: string, owner: string) {
  await mkdir(join(dir, 'leases'), { recursive: true })
  await writeFile(join(dir, 'leases', key), `${owner} id-of-${key}`)
  await writeFile(join(dir, 'leases', `${owner}.heart`), '')
}

const listLeases = (dir: string): Promise<string[]> => readdir(join(dir, 'leases'))

describe('openLeases', () => {
  it('has eight processes do each job once, and leaves nothing behind', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB)
    const runs = Array.from({ length: 8 }, () => start(script, dir, '5', '300', '{}').ended)
    expect((await Promise.all(runs)).map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      runs.map(() => ({ code: 0, stderr: '' })),
    )
    expect(await readLog(dir)).toEqual(['0', '1', '2', '3', '4'])
    expect(await listLeases(dir)).toEqual([])
  })

  it('has one of those who wait go on after the owner was killed', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB)
    const owner = start(script, dir, '3', '60000', JSON.stringify(SOON))
    while ((await readLog(dir)).length < 3) await sleep(5)
    owner.child.kill('SIGKILL')
    await owner.ended
    const runs = Array.from({ length: 8 }, () => start(script, dir, '3', '100', JSON.stringify(SOON)).ended)
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual(runs.map(() => 0))
    expect(await readLog(dir)).toEqual(['0', '0', '1', '1', '2', '2'])
  })

  it.runIf(process.platform === 'linux')('goes on at once where the system tells that the owner is gone', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB)
    const owner = start(script, dir, '1', '60000', '{}')
    while ((await readLog(dir)).length < 1) await sleep(5)
    owner.child.kill('SIGKILL')
    await owner.ended
    // By its silence alone it would be known longer than a test may take.
    const { leases } = await openFolder({ stale: 600_000 }, dir)
    expect(await leases.hold('job-0', async () => 'done')).toBe('done')
  })

  it.runIf(process.platform === 'linux')('bears the silence of an owner for longer that surely lives', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB)
    const owner = start(script, dir, '1', '1500', JSON.stringify({ beat: 600_000 }))
    while ((await readLog(dir)).length < 1) await sleep(5)
    const { leases } = await openFolder({ stale: 500 }, dir)
    await leases.hold('job-0', async () => expect(await readdir(dir)).toContain('result-0'))
    await owner.ended
  })

  it('gives up an owner that lives but stands still', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB)
    const owner = start(script, dir, '1', '60000', '{}')
    while ((await readLog(dir)).length < 1) await sleep(5)
    owner.child.kill('SIGSTOP')
    const { leases } = await openFolder({ stale: 100 }, dir)
    expect(await leases.hold('job-0', async () => 'done')).toBe('done')
    owner.child.kill('SIGKILL')
    await owner.ended
  })

  it('gives back what it holds when the process exits in the middle of work', async () => {
    const dir = await makeFolder()
    const script = await buildScript(DO_SLOW_JOB.replace('await sleep(Number(ms))', 'process.exit(3)'))
    expect(await start(script, dir, '1', '0', '{}').ended).toMatchObject({ code: 3 })
    expect(await listLeases(dir)).toEqual([])
  })

  it('waits for an owner that works for longer than silence is borne', async () => {
    const { dir, leases } = await openFolder({ beat: 20, stale: 300 })
    const order: string[] = []
    const slow = leases.hold(KEY, async () => {
      await sleep(1000)
      order.push('first')
    })
    const other = await openFolder({ stale: 300 }, dir)
    await Promise.all([slow, other.leases.hold(KEY, async () => order.push('second'))])
    expect(order).toEqual(['first', 'second'])
  })

  it('works beside an owner that takes longer than any wait', async () => {
    const { dir, leases } = await openFolder()
    const order: string[] = []
    const slow = leases.hold(KEY, async () => {
      while (order.length === 0) await sleep(10)
      order.push('first')
    })
    const other = await openFolder({ longest: 200 }, dir)
    await other.leases.hold(KEY, async () => order.push('beside'))
    await slow
    expect(order).toEqual(['beside', 'first'])
    expect(await listLeases(dir)).toEqual([])
  })

  it.each([
    ['in the future, as after a clock set back', HALF_HOUR],
    ['long ago, as in a folder from another machine', -HALF_HOUR],
  ])('gives up a dead owner whose files are dated %s', async (_, seconds) => {
    const { dir, leases } = await openFolder()
    await leaveLease(dir, KEY, 'gone')
    const date = Date.now() / 1000 + seconds
    for (const name of [KEY, 'gone.heart']) await utimes(join(dir, 'leases', name), date, date)
    expect(await leases.hold(KEY, async () => 'done')).toBe('done')
    expect(await listLeases(dir)).not.toContain(KEY)
  })

  it('bears the silence of a dead owner once, however much it held', async () => {
    // Borne for each lease, it would take longer than a test may.
    const { dir, leases } = await openFolder({ stale: 3000 })
    const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`)
    for (const key of keys) await leaveLease(dir, key, 'gone')
    for (const key of keys) await leases.hold(key, async () => undefined)
    expect(await listLeases(dir)).toEqual(['gone.heart'])
  })

  it.each<[string, (file: string) => Promise<unknown>]>([
    ['a lease cut short', (file) => writeFile(file, '')],
    ['something else', (file) => writeFile(file, '\0../../etc/passwd x\ny')],
    ['a folder', (file) => mkdir(join(file, 'deep'), { recursive: true })],
  ])('is not held up for long by %s in the place of a lease', async (_, leave) => {
    const { dir, leases } = await openFolder()
    await mkdir(join(dir, 'leases'))
    await leave(join(dir, 'leases', KEY))
    expect(await leases.hold(KEY, async () => 'done')).toBe('done')
  })

  it('is not held up by one who died while clearing up after another', async () => {
    const { dir, leases } = await openFolder()
    await leaveLease(dir, KEY, 'gone')
    await writeFile(join(dir, 'leases', `${KEY}.id-of-${KEY}.heart`), '')
    expect(await leases.hold(KEY, async () => 'done')).toBe('done')
  })

  it('lets go when work fails, and tells why', async () => {
    const { dir, leases } = await openFolder()
    await expect(leases.hold(KEY, () => Promise.reject(new Error('no cut-out')))).rejects.toThrow('no cut-out')
    expect(await listLeases(dir)).toEqual([])
    expect(await leases.hold(KEY, async () => 'done')).toBe('done')
  })

  it('holds one key while it works for another', async () => {
    const { leases } = await openFolder()
    expect(await leases.hold('outer', () => leases.hold('inner', async () => 'done'))).toBe('done')
  })

  it('leaves the lease alone that another took over', async () => {
    const { dir, leases } = await openFolder()
    await leases.hold(KEY, () => writeFile(join(dir, 'leases', KEY), 'somebody else'))
    expect(await readFile(join(dir, 'leases', KEY), 'utf8')).toBe('somebody else')
  })

  it('ends waiting when the build is given up', async () => {
    const abort = new AbortController()
    const { dir, leases } = await openFolder({ signal: abort.signal })
    await leaveLease(dir, KEY, 'gone')
    const waiting = leases.hold(KEY, async () => 'done')
    abort.abort(new Error('given up'))
    await expect(waiting).rejects.toThrow('given up')
  })

  it('works without where the folder can not be written', async () => {
    const dir = join(await makeFolder(), 'file')
    await writeFile(dir, 'no folder')
    const { leases } = await openFolder(SOON, dir)
    expect(await leases.hold(KEY, async () => 'done')).toBe('done')
    await mkdir(`${dir}-2`)
    await writeFile(`${dir}-2/leases`, 'no folder')
    const second = await openFolder(SOON, `${dir}-2`)
    expect(await second.leases.hold(KEY, async () => 'done')).toBe('done')
  })

  it.each([[false as const], [{ readonly: true }]])('writes nothing with cache %j', async (cache) => {
    const dir = await makeFolder()
    const leases = openLeases(cache && { dir, ...cache })
    expect(await leases.hold(KEY, async () => readdir(dir))).toEqual([])
  })

  it('removes what was left an hour ago, but no lease of who lives', async () => {
    const { dir } = await openFolder()
    await leaveLease(dir, 'never asked again', 'gone')
    await leaveLease(dir, 'asked before a clock was set back', 'alive')
    const old = Date.now() / 1000 - 2 * 60 * 60
    for (const name of await listLeases(dir)) await utimes(join(dir, 'leases', name), old, old)
    await writeFile(join(dir, 'leases', 'alive.heart'), '')
    const left = async (): Promise<string[]> => {
      const { leases } = await openFolder(SOON, dir)
      await leases.hold(KEY, () => sleep(20))
      return (await listLeases(dir)).sort()
    }
    await expect.poll(left).toEqual(['alive.heart', 'asked before a clock was set back'])
  })
})
