import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { makeFolder } from '../support/temporary.ts'

interface Session {
  readonly out: string
  readonly err: string
  stop(): Promise<number>
}

/** A promise and its end; Node 20 has no `Promise.withResolvers`. */
function createSignal() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

/** Starts the command and waits until it has told its address. */
async function start(...argv: string[]): Promise<Session> {
  const text = { out: '', err: '' }
  const stopped = createSignal()
  const told = createSignal()
  const io: Io = {
    out(part) {
      text.out += part
      told.resolve()
    },
    err: (part) => void (text.err += part),
    env: {},
    color: false,
    columns: undefined,
    cwd: '/',
    untilStopped: () => stopped.promise,
  }
  const code = run(['emulator', ...argv], io)
  await Promise.race([told.promise, code])
  return {
    get out() {
      return text.out
    },
    get err() {
      return text.err
    },
    stop() {
      stopped.resolve()
      return code
    },
  }
}

describe('matting emulator', () => {
  it('prints variables that a build can use as they are, and ends when it is stopped', async () => {
    const { out, err, stop } = await start('--latency', '1')
    const env = Object.fromEntries(
      out
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    )
    expect(Object.keys(env)).toEqual([
      'MATTING_COS_ENDPOINT',
      'MATTING_COS_BUCKET',
      'MATTING_COS_REGION',
      'TENCENTCLOUD_SECRET_ID',
      'TENCENTCLOUD_SECRET_KEY',
    ])
    expect(err).toMatch(/Ctrl-C/)
    const silent = { out: () => {}, err: () => {}, untilStopped: () => new Promise(() => {}) }
    expect(await run(['doctor'], { ...silent, env, color: false, columns: undefined, cwd: await makeFolder() })).toBe(0)
    const answer = await fetch(`${env['MATTING_COS_ENDPOINT']}/missing.jpg`)
    expect(answer.status).toBe(403)
    expect(await stop()).toBe(0)
    await expect(fetch(env['MATTING_COS_ENDPOINT']!)).rejects.toThrow()
  })

  it('--json prints them as JSON', async () => {
    const { out, stop } = await start('--json')
    const { url, env } = JSON.parse(out) as { url: string; env: Record<string, string> }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+/)
    expect(env['MATTING_COS_ENDPOINT']).toBe(url)
    expect(await stop()).toBe(0)
  })

  it.each([
    ['--port', '70000'],
    ['--port', 'x'],
    ['--latency', '-1'],
  ])('refuses %s %s', async (...argv) => {
    const { err, stop } = await start(`${argv[0]}=${argv[1]}`)
    expect(await stop()).toBe(1)
    expect(err).toContain(`received \`${argv[1]}\``)
  })
})
