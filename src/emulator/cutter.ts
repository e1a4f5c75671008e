import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, EngineImage } from '../core/types.ts'
import type { Layout } from '../directives/layout.ts'

/** What does the cutting for the emulator. */
export interface Cutter {
  /** Cuts the product out of a photo: a PNG. Rejects when the emulator is closed meanwhile. */
  cut(photo: EngineImage, layout: Layout): Promise<Uint8Array>
  /** Ends the embedded engine, if it was ever started. An engine that was given is left to its owner. */
  close(): Promise<void>
}

interface CutterOptions {
  /** The embedded engine is started for the first photo where none is given. */
  readonly engine: Engine | undefined
  /** Milliseconds to wait before each answer. */
  readonly latency: number
  /** Aborted when the emulator is closed. */
  readonly signal: AbortSignal
}

/** Makes a cutter over the given engine, or over the embedded one. */
export function createCutter({ engine, latency, signal }: CutterOptions): Cutter {
  let embedded: Promise<Engine> | undefined
  const findEngine = (): Engine | Promise<Engine> => engine ?? (embedded ??= loadEmbedded())
  return {
    async cut(photo, layout) {
      const chosen = await findEngine()
      const { png } = await chosen.cut(photo, layout, { signal })
      await sleep(latency, undefined, { signal })
      return png
    },
    async close() {
      await (await embedded)?.close?.()
    },
  }
}

async function loadEmbedded(): Promise<Engine> {
  const { createLocalEngine } = await import('../engines/local/index.ts')
  return createLocalEngine()
}
