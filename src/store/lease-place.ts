import { readFileSync, readlinkSync } from 'node:fs'

/** What is known of a process by the place it had: `unknown` where the system doesn't tell, or it is another's. */
type Fate = 'alive' | 'gone' | 'unknown'

/** Where a process runs, such that it means the same to all who read it. */
export interface Place {
  /** `<pid>@<start>@<kernel>`; empty where the system tells nothing that could be relied on. */
  readonly name: string
  /** Tells what became of the process that has, or had, a place. */
  tellFate(name: string): Fate
}

/**
 * Tells this process' place. Host names don't do: containers that share a cache folder may all have the same, and process
 * numbers of their own. Linux names the boot of the kernel, the numbering, and when a process was started.
 */
export function findPlace(): Place {
  const kernel = readKernel()
  const start = readStart(process.pid)
  if (kernel === undefined || start === undefined) return { name: '', tellFate: () => 'unknown' }
  return {
    name: [process.pid, start, kernel].join('@'),
    tellFate(name) {
      const [pid = '', itsStart, itsKernel] = name.split('@')
      if (itsKernel !== kernel || !(Number(pid) > 0)) return 'unknown'
      const found = readStart(Number(pid))
      if (found === undefined) return isRunning(Number(pid)) ? 'unknown' : 'gone'
      return found === itsStart ? 'alive' : 'gone'
    },
  }
}

function readKernel(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}

const ENDED_STATES: readonly unknown[] = ['Z', 'X']
/** Place of the start time in `/proc/<pid>/stat` behind the command, which may hold anything; see proc(5). */
const START_FIELD = 19

/** When a process was started, in ticks since the boot; `ended` for one that nobody has buried yet. */
function readStart(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return ENDED_STATES.includes(fields[0]) ? 'ended' : fields[START_FIELD]
  } catch {
    return undefined
  }
}

/** Where processes of others are hidden, one that can't be signalled runs nonetheless. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
