import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CosEmulatorOptions } from '../../src/emulator.ts'
import { makeFolder } from '../support/temporary.ts'
import { type Git, openGit } from './git.ts'
import { type CommandOutcome, describeCloud, openShop, SHOP, type Shop } from './shop.ts'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const VITE = dirname(createRequire(import.meta.url).resolve('vite/package.json'))

/** A project as somebody's own: `npm run build` is a build by Vite. */
export const PROJECT = {
  ...SHOP,
  '.gitignore': 'node_modules\ndist\n',
  'package.json': '{ "type": "module", "scripts": { "build": "vite build --logLevel warn" } }',
  'vite.config.js': [
    "import matting from 'unplugin-matting/vite'",
    "export default { plugins: [matting()], build: { assetsInlineLimit: 0, rollupOptions: { input: 'main.js' } } }",
  ].join('\n'),
} as const

type Env = Readonly<Record<string, string | undefined>>

/** A folder that commands are run in, as people and CI type them. */
export interface Desk {
  readonly root: string
  readonly git: Git
  /** Runs a line of a shell. */
  type(line: string, env?: Env): Promise<CommandOutcome>
}

/** The project of a team whose pictures are paid for and committed. */
export interface Team extends Desk {
  readonly shop: Shop
  /** What a machine with keys has in its environment. */
  readonly keys: Env
  /** Clones the project, with packages installed: another machine. */
  clone(...how: string[]): Promise<Desk>
}

/** Opens a project with a repository, of one commit. */
export async function openTeam(
  files: Readonly<Record<string, string>> = PROJECT,
  options: CosEmulatorOptions = {},
): Promise<Team> {
  const shop = await openShop(files, options)
  const keys = describeCloud(shop.emulator)
  const desk = openDesk(shop.root)
  await install(shop.root)
  await desk.git('init', '--quiet', '--initial-branch', 'main')
  const warmed = await desk.type('npx matting warm', keys)
  if (warmed.code !== 0) throw new Error(warmed.err)
  await commit(desk)
  return {
    ...desk,
    shop,
    keys,
    async clone(...how) {
      const root = join(await makeFolder(), 'clone')
      await desk.git('clone', '--quiet', ...how, shop.root, root)
      await install(root)
      return openDesk(root)
    },
  }
}

export async function commit({ git }: Pick<Desk, 'git'>): Promise<void> {
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'pictures')
}

/** What `npm ci` leaves of a folder for packages: those that are asked for, and nothing else. */
export async function install(root: string): Promise<void> {
  const modules = join(root, 'node_modules')
  await rm(modules, { recursive: true, force: true })
  await mkdir(join(modules, '.bin'), { recursive: true })
  await symlink(REPOSITORY, join(modules, 'unplugin-matting'), 'junction')
  await symlink(VITE, join(modules, 'vite'), 'junction')
  await symlink('../unplugin-matting/dist/bin.mjs', join(modules, '.bin/matting'))
  await symlink('../vite/bin/vite.js', join(modules, '.bin/vite'))
}

/** Nor what this machine has configured. */
const QUIET = { CI: 'true', npm_config_userconfig: '/dev/null', npm_config_update_notifier: 'false' }

/** Commands see none of our own variables, and no keys but those they are given. */
export function openDesk(root: string): Desk {
  const { PATH, HOME } = process.env
  return {
    root,
    git: openGit(root),
    async type(line, env = {}) {
      const child = spawn(line, { cwd: root, shell: true, env: { PATH, HOME, ...QUIET, ...env } })
      const told = { out: '', err: '' }
      child.stdout.on('data', (chunk) => (told.out += chunk))
      child.stderr.on('data', (chunk) => (told.err += chunk))
      const [code] = (await once(child, 'close')) as [number | null]
      return { code, ...told }
    },
  }
}
