import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type CosEmulator, type CosEmulatorOptions, createCosEmulator } from '../../src/emulator.ts'
import { createCountingEngine, makePhoto, readOutput } from '../hosts/support.ts'
import { makeProject } from '../support/project.ts'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url))

/** Bundlers that builds of a shop are made with. */
export const HOSTS = ['vite', 'webpack', 'rollup', 'esbuild'] as const

/** What a build is asked for. */
export interface BuildSetting {
  readonly host: (typeof HOSTS)[number]
  /** @default ['main.js'] */
  readonly entries?: readonly string[]
  /** @default 'dist' */
  readonly out?: string
  /** A build for a server, where the bundler tells them apart. @default false */
  readonly ssr?: boolean
  /** Beside the keys of the cloud; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The user it runs as. @default this one */
  readonly uid?: number
}

/** What a build came to. */
interface BuildOutcome {
  readonly warnings: readonly string[]
  readonly error: string | null
}

/** What a command came to. */
export interface CommandOutcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A project whose pictures are cut by an emulated cloud; builds and commands are processes of their own. */
export interface Shop {
  readonly root: string
  readonly emulator: CosEmulator
  build(setting: BuildSetting): Promise<BuildOutcome>
  matting(argv: readonly string[], env?: BuildSetting['env']): Promise<CommandOutcome>
  /** The pictures of an output folder, by name. Bundlers hash names differently; each picture's bytes are what counts. */
  readPictures(out?: string): Promise<Map<string, Buffer>>
}

/** Two photos, four pictures, three paid calls; the pages ask for them in different orders. */
export const SHOP = {
  'package.json': '{ "type": "module" }',
  'main.js': [
    "import padded from './img/a.jpg?matting&padding=2'",
    "import narrow from './img/a.jpg?matting&w=10'",
    "import centred from './img/b.jpg?matting&center'",
    'console.log(padded, narrow, centred, import("./late.js"))',
  ].join('\n'),
  'late.js': "import wide from './img/a.jpg?matting&w=12'\nconsole.log(wide)",
  'other.js': [
    "import wide from './img/a.jpg?w=12&matting'",
    "import centred from './img/b.jpg?center=true&matting'",
    "import narrow from './img/a.jpg?w=10&matting'",
    "import padded from './img/../img/a.jpg?padding-layout=2x2&matting'",
    'console.log(padded, narrow, centred, wide)',
  ].join('\n'),
} as const
export const PICTURES = 4
export const CALLS = 3

/** The environment of a machine without keys. */
export const WITHOUT_KEYS = { TENCENTCLOUD_SECRET_ID: undefined, TENCENTCLOUD_SECRET_KEY: undefined } as const

/** Opens a shop. @param options of the cloud */
export async function openShop(
  files: Readonly<Record<string, string>> = SHOP,
  options: CosEmulatorOptions = {},
): Promise<Shop> {
  const emulator = await createCosEmulator({ engine: createCountingEngine().engine, ...options })
  onTestFinished(() => emulator.close())
  const root = await makeProject(files)
  await makePhoto(join(root, 'img/a.jpg'), { width: 48, height: 48 })
  await makePhoto(join(root, 'img/b.jpg'), { width: 64, height: 48, seed: 3 })
  return furnish(root, emulator)
}

/** A second copy of a shop at another path, with the same cloud: another machine. */
export function furnish(root: string, emulator: CosEmulator): Shop {
  const cloud = describeCloud(emulator)
  return {
    root,
    emulator,
    async build({ env = {}, uid, ...setting }) {
      const { host, entries = ['main.js'], out = 'dist', ssr = false } = setting
      const args = [BUILD, JSON.stringify({ host, root, entries, out, ssr })]
      const { out: text, err } = await runNode(args, { cwd: root, env: { ...cloud, ...env }, uid })
      const said = text.slice(text.lastIndexOf('\n') + 1)
      if (!said.startsWith('{')) throw new Error(`The build said nothing: ${text}${err}`)
      return JSON.parse(said) as BuildOutcome
    },
    matting: (argv, env = {}) =>
      runNode([join(REPOSITORY, 'dist/bin.mjs'), ...argv], { cwd: root, env: { ...cloud, ...env } }),
    async readPictures(out = 'dist') {
      const files = await readOutput(join(root, out))
      return new Map([...files].filter(([file]) => file.endsWith('.png')))
    },
  }
}

/** What a machine with keys has in its environment. */
export function describeCloud({ url, bucket, region, secretId, secretKey }: CosEmulator): Record<string, string> {
  return {
    MATTING_COS_BUCKET: bucket,
    MATTING_COS_REGION: region,
    MATTING_COS_ENDPOINT: url,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  }
}

interface NodeSetting {
  readonly cwd: string
  readonly env: BuildSetting['env']
  readonly uid?: number | undefined
}

async function runNode(args: readonly string[], { cwd, env, uid }: NodeSetting): Promise<CommandOutcome> {
  const child = spawn(process.execPath, args, { cwd, uid, env: { ...process.env, ...env } })
  const told = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (told.out += chunk))
  child.stderr.on('data', (chunk) => (told.err += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...told }
}
