import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Io } from '../../src/cli/command.ts'
import { run } from '../../src/cli/run.ts'
import { type CosEmulator, type CosEmulatorOptions, createCosEmulator } from '../../src/emulator.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { makeProject } from '../support/project.ts'

/** Two photos, four pictures, three paid calls. */
const SHOP = {
  'src/main.ts': "import a from './a.jpg?matting&padding=2'\nimport w from './a.jpg?matting&w=10;5'\n",
  'src/main.css': '.b { background: url(./b.jpg?matting&center) }',
}

export interface Shop {
  readonly root: string
  readonly emulator: CosEmulator
  /** Runs the command line. */
  matting(argv: readonly string[], env?: Record<string, string>, columns?: number): Promise<Told>
  readLock(): Promise<string>
  /** Asks the commands that run to stop, as Ctrl-C does. */
  stop(): void
}

interface Told {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A shop whose pictures are cut by an emulated cloud. */
export async function openShop(
  files: Readonly<Record<string, string>> = SHOP,
  options: CosEmulatorOptions = {},
): Promise<Shop> {
  const emulator = await createCosEmulator({ engine: createCountingEngine().engine, ...options })
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
  const listeners: (() => void)[] = []
  const matting = async (argv: readonly string[], env: Record<string, string> = {}, columns?: number) => {
    const told = { out: '', err: '' }
    const io: Io = {
      out: (text) => void (told.out += text),
      err: (text) => void (told.err += text),
      env: { ...cloud, ...env },
      color: false,
      columns,
      cwd: root,
      untilStopped: () => new Promise<void>((resolve) => void listeners.push(resolve)),
    }
    return { code: await run(argv, io), ...told }
  }
  const stop = (): void => listeners.splice(0).forEach((resolve) => resolve())
  return { root, emulator, matting, stop, readLock: () => readFile(join(root, 'matting.lock.json'), 'utf8') }
}
