import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Configuration } from 'webpack'
import { run } from '../src/cli/run.ts'
import type { Options } from '../src/options/types.ts'
import type { CosEmulator, Fault } from '../src/emulator.ts'
import { startEmulator } from './emulator/support.ts'
import { createProject, makePhoto, type Project, readOutput } from './hosts/support.ts'
import { build as buildWithWebpack } from './hosts/webpack/support.ts'

const SECRET_ID = 'AKIDsecretIdThatNobodyMaySee0123456789'
const SECRET_KEY = 'secretKeyThatNobodyMaySee0123456789'
const SESSION_TOKEN = 'sessionTokenThatNobodyMaySee0123456789'
/** What signs a request, wherever it stands. */
const SIGNED_RE = /q-(?:signature|ak)=(?!\*\*\*)|x-cos-security-token["']?\s*[:=]\s*["']?(?!\*\*\*)\w/i

/** A bucket that takes temporary keys only. */
async function startCloud(faults: readonly Fault[] = []): Promise<{ emulator: CosEmulator; options: Options }> {
  const temporaryKeys = [{ secretId: SECRET_ID, secretKey: SECRET_KEY, sessionToken: SESSION_TOKEN }]
  const emulator = await startEmulator({ temporaryKeys, faults })
  const { bucket, region, url: endpoint } = emulator
  const keys = { secretId: SECRET_ID, secretKey: SECRET_KEY, sessionToken: SESSION_TOKEN }
  return { emulator, options: { engine: 'cos', cos: { bucket, region, endpoint, ...keys, timeout: 400, retries: 1 } } }
}

async function createShop(): Promise<Project> {
  const project = await createProject({
    'package.json': '{ "type": "module" }',
    'index.html': '<img src="./shoe.jpg?matting&padding=3" /><script type="module" src="./src/index.js"></script>',
    'src/index.js': `import './shop.css'
      import shoe from '../shoe.jpg?matting'
      import facts from '../shoe.jpg?cos=imageMogr2/thumbnail/20x&as=metadata'
      console.log(shoe, facts)`,
    'src/script.js': "export { default } from '../shoe.jpg?matting'",
    'src/shop.css': "a { background: url('../shoe.jpg?matting&center') }",
  })
  onTestFinished(project.remove)
  await makePhoto(join(project.dir, 'shoe.jpg'), { width: 64, height: 48 })
  return project
}

interface Told {
  readonly text: string[]
}

async function buildWithVite({ dir }: Project, options: Options, { text }: Told): Promise<void> {
  const { build, createLogger } = await import('vite')
  const { default: matting } = await import('unplugin-matting/vite')
  const customLogger = createLogger('silent')
  for (const level of ['info', 'warn', 'error'] as const) customLogger[level] = (message) => void text.push(message)
  const plugins = [matting(options)]
  await build({
    root: dir,
    configFile: false,
    logLevel: 'warn',
    customLogger,
    plugins,
    build: { sourcemap: true, manifest: true },
  })
}

async function buildWithRollup({ dir }: Project, options: Options, { text }: Told): Promise<void> {
  const { rollup } = await import('rollup')
  const { default: matting } = await import('unplugin-matting/rollup')
  const onLog = (_level: string, log: unknown): void => void text.push(inspect(log, { depth: 9 }))
  const bundle = await rollup({ input: join(dir, 'src/script.js'), plugins: [matting(options)], onLog })
  await bundle.write({ dir: join(dir, 'dist-rollup'), sourcemap: true })
  await bundle.close()
}

/** Everything that can be read after a build: what was told, and every file of the project. */
async function readAll(project: Project, { text }: Told): Promise<string> {
  const files = await readOutput(project.dir)
  const own = [...files].filter(([name]) => !name.startsWith('node_modules/unplugin-matting/'))
  return [...text, ...own.map(([name, bytes]) => `${name}\n${bytes.toString('latin1')}`)].join('\n')
}

function expectNoSecret(text: string): void {
  for (const secret of [SECRET_ID, SECRET_KEY, SESSION_TOKEN]) expect(text.includes(secret)).toBe(false)
  expect(SIGNED_RE.exec(text)?.[0]).toBeUndefined()
}

describe('no secret is left anywhere', () => {
  it('by a build: logs, bundle, source maps, manifest, cache', async () => {
    const { emulator, options } = await startCloud()
    const project = await createShop()
    const told: Told = { text: [] }
    const inProject = { ...options, cache: { dir: join(project.dir, 'cache') } }
    await buildWithVite(project, inProject, told)
    await buildWithRollup(project, inProject, told)
    const module = { rules: [{ test: /\.css$/, type: 'css' }] }
    const config: Configuration = { devtool: 'source-map', experiments: { css: true }, module }
    const { stats, errors, warnings, log } = await buildWithWebpack(project, { options: inProject, config })
    told.text.push(...errors, ...warnings, ...log, JSON.stringify(stats.toJson({ all: true })))
    expect(errors).toEqual([])
    const all = await readAll(project, told)
    expect(all).toContain('matting')
    expect(emulator.bills.length).toBeGreaterThan(0)
    expectNoSecret(all)
  })

  it.each<Fault>([
    { kind: 'status', status: 403, code: 'SignatureDoesNotMatch' },
    { kind: 'status', status: 403, code: 'AccessDenied' },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 308 },
    { kind: 'reset' },
    { kind: 'hang' },
    { kind: 'ok-with-error' },
    { kind: 'ok-with-html' },
    { kind: 'xml-bomb' },
    { kind: 'missing-object' },
    { kind: 'original-as-result' },
  ])('by a failure: $kind $code', async (fault) => {
    const { options } = await startCloud([fault])
    const project = await createShop()
    const told: Told = { text: [] }
    const inProject = { ...options, cache: { dir: join(project.dir, 'cache') } }
    const error = await buildWithRollup(project, inProject, told).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Error)
    told.text.push(inspect(error, { depth: 12, showHidden: true }), JSON.stringify(error))
    expectNoSecret(await readAll(project, told))
  })

  it('by the command line', async () => {
    const { emulator } = await startCloud([{ kind: 'status', status: 403, code: 'AccessDenied', on: 'put', times: 1 }])
    const project = await createShop()
    const env = {
      MATTING_COS_ENDPOINT: emulator.url,
      MATTING_COS_BUCKET: emulator.bucket,
      MATTING_COS_REGION: emulator.region,
      TENCENTCLOUD_SECRET_ID: SECRET_ID,
      TENCENTCLOUD_SECRET_KEY: SECRET_KEY,
      TENCENTCLOUD_SESSION_TOKEN: SESSION_TOKEN,
    }
    const text: string[] = []
    const write = (words: string): void => void text.push(words)
    const never = new Promise(() => {})
    const io = {
      out: write,
      err: write,
      env,
      color: false,
      columns: undefined,
      cwd: project.dir,
      untilStopped: () => never,
    }
    const codes: number[] = []
    for (const argv of [
      ['cut', 'shoe.jpg', '-o', 'out'],
      ['cut', 'shoe.jpg', '-o', 'out', '--json'],
      ['doctor', '--json'],
    ]) {
      codes.push(await run(argv, io))
    }
    expect(codes).toEqual([1, 0, 0])
    expectNoSecret(await readAll(project, { text }))
  })
})
