import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { onTestFinished } from 'vitest'

export const ROOT: string = join(import.meta.dirname, '../../..')

/**
 * Builds a script as plain JavaScript, for Node 20 runs no TypeScript, and tells its path. It lies inside the repository so
 * that it finds the dependencies, and is removed at the end of the test.
 */
export async function buildScript(code: string): Promise<string> {
  await mkdir(join(ROOT, 'tmp'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, 'tmp', 'cos-process-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const entry = join(folder, 'script.ts')
  await writeFile(entry, code)
  const outDir = join(folder, 'out')
  await build({ root: ROOT, configFile: false, logLevel: 'silent', build: { ssr: entry, outDir } })
  return join(outDir, 'script.js')
}

export interface Ending {
  /** `null` where it was killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A script that runs, and its end. */
export function start(script: string, ...args: string[]): { child: ChildProcess; ended: Promise<Ending> } {
  const child = spawn(process.execPath, [script, ...args], { timeout: 30_000 })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}

export function runToEnd(script: string, ...args: string[]): Promise<Ending> {
  return start(script, ...args).ended
}
