import type { Compilation } from 'webpack'

/**
 * Waits for a picture without taking one of the places that webpack has for modules (`parallelism`, 100): the others are found
 * meanwhile, and with them what else is wanted of the same photos. How many are made at once is the pipeline's to say.
 */
export async function waitAside<T>({ buildQueue }: Compilation, work: () => Promise<T>): Promise<T> {
  buildQueue.increaseParallelism()
  try {
    return await work()
  } finally {
    buildQueue.decreaseParallelism()
  }
}
