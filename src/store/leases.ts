import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Claim, createLeaseFiles, type Lease, type LeaseFiles, nameRight } from './lease-files.ts'
import { createHeart, type Heart } from './lease-heart.ts'
import { createJudge } from './lease-judge.ts'
import { findPlace } from './lease-place.ts'
import { createSilenceWatch, type SilenceWatch } from './lease-silence.ts'
import { sweepOld } from './sweep.ts'

/** Has one process at a time do the work for a key; the others wait for it. */
export interface Leases {
  /**
   * Runs `work` while no other process of this machine runs work for the same key. It only serialises: the caller looks
   * inside `work` whether the one before has left a result.
   *
   * @throws whatever `work` throws, or the reason of the signal while it waits
   */
  hold<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** Bounds of leases, in ms. */
export interface LeaseSetting {
  /** Between two signs of life of a process that works. @default 1000 */
  readonly beat?: number | undefined
  /**
   * A process is given up when it gave no sign of life for so long; six times that where it surely lives, at once where it
   * is surely gone. @default 5000
   */
  readonly stale?: number | undefined
  /** Longest wait for others; then the work is done beside them. @default 300000 */
  readonly longest?: number | undefined
  /** Ends waiting. @default none */
  readonly signal?: AbortSignal | undefined
}

const NO_LEASES: Leases = { hold: (_key, work) => work() }

/**
 * Opens the leases of a cache folder: `<cache>/leases/<key>` names who works, and a file beside it shows that its heart
 * beats. A crashed process blocks others no longer than `stale`, by the clock of those who wait. A folder that can't be
 * written is no reason to fail: the work is then done without a lease.
 */
export function openLeases(
  cache: false | { readonly dir: string; readonly readonly: boolean },
  { beat = 1000, stale = 5000, longest = 300_000, signal }: LeaseSetting = {},
): Leases {
  if (cache === false || cache.readonly) return NO_LEASES
  const dir = join(cache.dir, 'leases')
  const place = findPlace()
  const files = createLeaseFiles(dir, { owner: randomUUID(), place: place.name })
  const heart = createHeart(files, beat)
  const silence = createSilenceWatch(files)
  const isAbandoned = createJudge({ place, silence, stale })
  const desk: Desk = { files, heart, silence, isAbandoned, bounds: { stale, longest, signal } }
  let swept: Promise<void> | undefined
  return {
    async hold(key, work) {
      swept ??= sweepOld(dir, files.isLeft)
      return holdLease(desk, key.replace(/[^\w-]/g, '-'), work)
    },
  }
}

/** What the leases of a folder share. */
interface Desk {
  readonly files: LeaseFiles
  readonly heart: Heart
  readonly isAbandoned: (lease: Lease) => boolean
  readonly silence: SilenceWatch
  readonly bounds: { readonly stale: number; readonly longest: number; readonly signal: AbortSignal | undefined }
}

async function holdLease<T>({ heart, ...desk }: Desk, key: string, work: () => Promise<T>): Promise<T> {
  const id = randomUUID()
  if (!(await acquire(desk, key, id))) return work()
  heart.carry(key, id)
  try {
    return await work()
  } finally {
    heart.drop(key, id)
  }
}

const FIRST_PAUSE = 25
const LONGEST_PAUSE = 250

/** Waits for the lease of a key. @returns whether it was got; where not, the work is better done without */
async function acquire(desk: Omit<Desk, 'heart'>, key: string, id: string): Promise<boolean> {
  const { longest, signal } = desk.bounds
  const started = performance.now()
  for (let pause = FIRST_PAUSE; performance.now() - started < longest; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const claim = tryAcquire(desk, key, id)
    if (claim !== 'taken') return claim === 'ours'
    await sleep(pause, undefined, { signal }).catch(() => signal?.throwIfAborted())
  }
  return false
}

/** Claims the lease, also from an owner that is gone or fell silent. */
function tryAcquire({ files, silence, isAbandoned, bounds }: Omit<Desk, 'heart'>, key: string, id: string): Claim {
  const lease = files.read(key)
  // What can't be read may be the folder, which then can't be written either.
  const claim = lease === undefined || lease.id === '' ? files.claim(key, id) : 'taken'
  if (lease === undefined || claim !== 'taken' || !isAbandoned(lease)) return claim
  if (files.clear(key, lease)) return files.claim(key, id)
  // Somebody else does so; unless they died over it.
  return silence.measure(nameRight(key, lease.id)) < bounds.stale ? 'taken' : 'unwritable'
}
