import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, EngineImage } from '../core/types.ts'
import { isPlainLayout, type Layout, PLAIN_LAYOUT } from '../directives/layout.ts'
import { decodeRaster, encodePng } from '../raster/codec.ts'
import { layOut } from '../raster/layout.ts'

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

/** Plain cut-outs that are kept: a photo is asked for with several layouts, and cutting takes seconds. */
const KEPT = 8

/** Makes a cutter over the given engine, or over the embedded one. */
export function createCutter({ engine, latency, signal }: CutterOptions): Cutter {
  let embedded: Promise<Engine> | undefined
  const plains = new Map<string, Promise<Uint8Array>>()
  const findEngine = (): Engine | Promise<Engine> => engine ?? (embedded ??= loadEmbedded())
  return {
    async cut(photo, layout) {
      const chosen = await findEngine()
      const cutAs = async (asked: Layout): Promise<Uint8Array> => (await chosen.cut(photo, asked, { signal })).png
      const png = await (chosen.layout === 'local'
        ? layOutPlain(await keepPlain(plains, photo, () => cutAs(PLAIN_LAYOUT)), layout)
        : cutAs(layout))
      await sleep(latency, undefined, { signal })
      return png
    },
    async close() {
      await (await embedded)?.close?.()
    },
  }
}

/** A failure is not kept. */
function keepPlain(
  plains: Map<string, Promise<Uint8Array>>,
  { sha256 }: EngineImage,
  cut: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const kept = plains.get(sha256)
  if (kept !== undefined) return kept
  const plain = cut()
  plains.set(sha256, plain)
  plain.catch(() => plains.delete(sha256))
  const [oldest] = plains.keys()
  if (plains.size > KEPT && oldest !== undefined) plains.delete(oldest)
  return plain
}

async function layOutPlain(plain: Uint8Array, layout: Layout): Promise<Uint8Array> {
  return isPlainLayout(layout) ? plain : encodePng(layOut(await decodeRaster(plain), layout))
}

async function loadEmbedded(): Promise<Engine> {
  const { createLocalEngine } = await import('../engines/local/index.ts')
  return createLocalEngine()
}
