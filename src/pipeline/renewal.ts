import type { Mode } from '../options/types.ts'

/** Which pictures are to be made anew, each once in the life of a pipeline. */
export interface Renewal {
  /** Whether what is there of a picture does not count. */
  isDue(key: string): boolean
  /** Notes that a picture was made anew. */
  end(key: string): void
}

/** Pictures are made anew in mode `refresh`. */
export function createRenewal(mode: Mode): Renewal {
  const ended = new Set<string>()
  return {
    isDue: (key) => mode === 'refresh' && !ended.has(key),
    end: (key) => void ended.add(key),
  }
}
