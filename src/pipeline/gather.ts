import { setTimeout as sleep } from 'node:timers/promises'
import type { LimitFunction } from 'p-limit'
import type { Service, ServiceResult } from '../core/service.ts'
import type { Job } from './bench.ts'
import { staysRemote } from './photos.ts'

/**
 * Milliseconds without a new import after which a bundler is taken to have found those it can find now. Bundlers hand
 * over the imports of one module within a few ms (`bench/uploads.mjs`).
 */
const QUIET = 25
/** Milliseconds after which a photo is sent, however many imports still come in. */
const LONGEST = 500

/** A job that waits for its picture. */
interface Guest {
  readonly job: Job
  readonly resolve: (result: ServiceResult) => void
  readonly reject: (reason: unknown) => void
}

/** What gathering needs. */
export interface GatherSetting {
  /** Bounds the photos in flight. */
  readonly limit: LimitFunction
  /** Opens the photo of jobs and hands them to a service. */
  readonly serve: (service: Service, jobs: readonly [Job, ...Job[]]) => Promise<readonly Promise<ServiceResult>[]>
}

/**
 * Makes the function that has a service make pictures. Jobs of one photo go together, so that they share its upload: a
 * photo waits for its turn, then until no import has come in for a moment.
 */
export function createGatherer({
  limit,
  serve,
}: GatherSetting): (service: Service, job: Job) => Promise<ServiceResult> {
  const parties = new Map<string, Guest[]>()
  let arrival = 0
  async function host(id: string, service: Service, guests: readonly Guest[]): Promise<void> {
    const opened = performance.now()
    for (let idle = 0; idle < QUIET && performance.now() - opened < LONGEST; idle = performance.now() - arrival) {
      await sleep(Math.max(1, QUIET - idle))
    }
    parties.delete(id)
    await serveGuests(guests, (jobs) => serve(service, jobs))
  }
  return (service, job) =>
    new Promise((resolve, reject) => {
      arrival = performance.now()
      const id = [service.name, job.source, staysRemote(job)].join('\n')
      const waiting = parties.get(id)
      if (waiting) return void waiting.push({ job, resolve, reject })
      const guests: Guest[] = [{ job, resolve, reject }]
      parties.set(id, guests)
      void limit(() => host(id, service, guests))
    })
}

/** Resolves when all have their answer: as long as one waits, the photo is in flight. */
async function serveGuests(
  guests: readonly Guest[],
  serve: (jobs: readonly [Job, ...Job[]]) => Promise<readonly Promise<ServiceResult>[]>,
): Promise<void> {
  const [first, ...others] = guests.map(({ job }) => job)
  if (first === undefined) return
  try {
    const results = await serve([first, ...others])
    guests.forEach(({ resolve, reject }, index) => void results[index]?.then(resolve, reject))
    await Promise.allSettled(results)
  } catch (error) {
    for (const { reject } of guests) reject(error)
  }
}
