import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import type { Finding } from '../../src/core/finding.ts'
import type { CosEmulatorOptions } from '../../src/emulator.ts'
import { startEmulator } from '../emulator/support.ts'
import { makeFolder } from '../support/temporary.ts'

async function matting(env: Io['env'], ...argv: string[]) {
  const told = { out: '', err: '' }
  const io: Io = {
    out: (text) => void (told.out += text),
    err: (text) => void (told.err += text),
    env,
    color: false,
    columns: undefined,
    cwd: await makeFolder(),
    untilStopped: () => new Promise(() => {}),
  }
  return { code: await run(['doctor', ...argv], io), ...told }
}

async function examine(options: CosEmulatorOptions, env: Io['env'] = {}, ...argv: string[]) {
  const emulator = await startEmulator(options)
  const all = {
    MATTING_COS_ENDPOINT: emulator.url,
    MATTING_COS_BUCKET: emulator.bucket,
    MATTING_COS_REGION: emulator.region,
    TENCENTCLOUD_SECRET_ID: emulator.secretId,
    TENCENTCLOUD_SECRET_KEY: emulator.secretKey,
    ...env,
  }
  const { code, out, err } = await matting(all, '--json', ...argv)
  const findings = JSON.parse(out) as Finding[]
  const failed = findings.filter(({ status }) => status === 'fail')
  return { code, err, findings, failed, bills: emulator.bills.length }
}

describe('matting doctor', () => {
  it('finds no problem where there is none, and pays nothing', async () => {
    const { code, err, findings, failed, bills } = await examine({})
    expect({ code, failed, bills }).toEqual({ code: 0, failed: [], bills: 0 })
    const checks = findings.map(({ check }) => check)
    expect(checks).toEqual(expect.arrayContaining(['engine', 'proxy', 'keys', 'clock', 'bucket', 'matting', 'cut-out']))
    expect(err).toMatch(/^✓ engine +auto: the cloud cuts\n/)
    expect(err).toMatch(/– cut-out +costs one paid call: ask for it by `--paid`\n/)
    expect(err).toMatch(/No problem found\.\n$/)
  })

  it('cuts one picture for real with --paid, each time anew', async () => {
    const { code, findings, bills } = await examine({}, {}, '--paid')
    expect({ code, bills }).toEqual({ code: 0, bills: 1 })
    expect(findings.at(-1)).toMatchObject({ check: 'cut-out', status: 'ok' })
  })

  it.each<[string, CosEmulatorOptions, Io['env'], string, RegExp]>([
    ['a wrong id', {}, { TENCENTCLOUD_SECRET_ID: 'AKIDwrong' }, 'keys', /TENCENTCLOUD_SECRET_ID/],
    ['a wrong key', {}, { TENCENTCLOUD_SECRET_KEY: 'wrong-key' }, 'keys', /TENCENTCLOUD_SECRET_KEY/],
    ['a wrong bucket', {}, { MATTING_COS_BUCKET: 'other-1250000000' }, 'bucket', /`cos\.bucket` and `cos\.region`/],
    ['a missing right', { permissions: ['cos:Get*', 'cos:Head*', 'ci:*'] }, {}, 'bucket: write', /Grant cos:PutObject/],
    ['CI not bound', { services: { bound: false } }, {}, 'matting', /CI console/],
    ['no AI service', { services: { ai: false } }, {}, 'matting', /AI Content Recognition/],
  ])('names %s, and how to mend it', async (_, options, env, check, fix) => {
    const { code, failed, bills } = await examine(options, env)
    expect({ code, bills }).toEqual({ code: 1, bills: 0 })
    expect(failed[0]?.check).toContain(check)
    expect(failed[0]?.fix).toMatch(fix)
  })

  it('tells of a clock that is off', async () => {
    const { code, findings } = await examine({ clock: () => Date.now() + 3_600_000 })
    expect(code).toBe(0)
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      status: 'warn',
      detail: expect.stringMatching(/3(?:599|600|601) s behind/),
    })
  })

  it('tells what is missing where there are no keys: a problem only where the cloud is asked for', async () => {
    const auto = await matting({})
    expect(auto.code).toBe(0)
    expect(auto.err).toMatch(/– keys +the cloud is not asked: .*TENCENTCLOUD_SECRET_ID/)
    const cos = await matting({ MATTING_ENGINE: 'cos' })
    expect(cos.code).toBe(1)
  })

  it('tells of wrong options', async () => {
    const { code, err } = await matting({ MATTING_COS_BUCKET: 'shop' })
    expect(code).toBe(1)
    expect(err).toMatch(/✗ options .*MATTING_COS_BUCKET.*\n +fix: /)
  })
})
