import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Of the system; no package has them. */
const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const

function mount(size: string): string | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'matting-disk-'))
  if (spawnSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir]).status === 0) return dir
  rmSync(dir, { recursive: true })
  return undefined
}

function unmount(dir: string): void {
  spawnSync(UNMOUNT, ['--lazy', dir])
  rmSync(dir, { recursive: true })
}

const probe = mount('64k')
if (probe !== undefined) unmount(probe)

/** Whether a disk of any size can be made here; where it can't, vitest counts the tests as skipped and this line says why. */
export const hasTinyDisk: boolean = probe !== undefined
if (!hasTinyDisk) console.warn('No tmpfs could be mounted: tests of a full disk are skipped. They take Linux and root.')

/** A file system of so many bytes (`64k`) for one test. */
export function mountTinyDisk(size: string): string {
  const dir = mount(size)
  if (dir === undefined) throw new Error('mount failed')
  onTestFinished(() => unmount(dir))
  return dir
}
