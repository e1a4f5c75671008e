/** A stretch of memory, in bytes. */
interface Stretch {
  readonly start: number
  readonly end: number
}

/** Gives out memory from an address on; what is given back is used again. */
export interface Arena {
  /** Address of `bytes` free bytes, a multiple of {@link ALIGNMENT}. */
  take(bytes: number): number
  /** Gives back what {@link take} answered with. */
  free(address: number): void
  /** End of the highest stretch that was ever taken. */
  readonly end: number
}

/** Every stretch begins at, and ends before, a multiple of this: kernels write up to 16 bytes at a time. */
const ALIGNMENT = 16

/** An arena from `start` on; the first gap that is large enough is taken. */
export function createArena(start: number): Arena {
  const taken: Stretch[] = []
  let end = start
  return {
    take: (bytes) => {
      const place = findGap(taken, start, align(bytes))
      taken.splice(place.index, 0, place)
      end = Math.max(end, place.end)
      return place.start
    },
    free: (address) => {
      const index = taken.findIndex((stretch) => stretch.start === address)
      if (index >= 0) taken.splice(index, 1)
    },
    get end() {
      return end
    },
  }
}

/** Rounds up to a multiple of {@link ALIGNMENT}. */
function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}

function findGap(taken: readonly Stretch[], start: number, bytes: number): Stretch & { readonly index: number } {
  let from = align(start)
  for (const [index, stretch] of taken.entries()) {
    if (stretch.start - from >= bytes) return { index, start: from, end: from + bytes }
    from = stretch.end
  }
  return { index: taken.length, start: from, end: from + bytes }
}
