import { locateBuilt } from '../../core/built-file.ts'
import { sha256 } from '../../core/hash.ts'
import type { Engine, Raster } from '../../core/types.ts'
import { encodePng } from '../../raster/codec.ts'
import { layOut } from '../../raster/layout.ts'
import { squeezeColours } from '../../raster/squeeze.ts'
import { defineEngine } from '../define.ts'
import { createCrew } from '../local/crew.ts'
import { LOCAL_VERSION } from '../local/identity.ts'
import type { Field } from '../local/planes/field.ts'
import { createPool } from '../local/pool.ts'
import { isCutOut } from '../local/transparency.ts'
import type { SegmentRequest } from './messages.ts'
import { findModel, hashModel, type Model, type ModelStorage } from './model.ts'
import type { Processing } from './presets.ts'
import type { OnnxSettings } from './settings.ts'

/** Raised when this engine's own steps give other pixels. */
const VERSION = '1'

/** Where an engine works. */
export interface OnnxSetting extends ModelStorage {
  /** Absolute path of the project. */
  readonly root: string
}

/**
 * The embedded engine with a model of the user's in place of its network. Its version names the model's content and processing, so
 * pictures of two models are never taken for each other. A model without a known hash is read for that, and for no more.
 *
 * @throws MattingError `ONNX_MODEL` when a model without `sha256` can't be read
 */
export async function createOnnxEngine(settings: OnnxSettings, setting: OnnxSetting): Promise<Engine> {
  const digest = settings.sha256 ?? (await hashModel(settings.model))
  const pool = createPool()
  const segmenter = createSegmenter({ source: settings.model, sha256: digest }, settings, setting)
  const findPrior = (photo: Raster, signal: AbortSignal): Promise<Field | undefined> =>
    isCutOut(photo) ? Promise.resolve(undefined) : segmenter.segment(photo, signal)
  return defineEngine({
    name: 'onnx',
    version: nameVersion(digest, settings.processing),
    layout: 'local',
    // One more than there are threads: while those cut, the model looks at another.
    concurrency: pool.size + 1,
    cut: async (image, layout, { signal }) => {
      const photo = await image.decode()
      const { raster, confidence } = await pool.run(photo, signal, await findPrior(photo, signal))
      return { png: await encodePng(layOut(raster, layout)), confidence, paid: false }
    },
    close: async () => {
      await Promise.all([pool.close(), segmenter.close()])
    },
  })
}

/** All that decides a picture but the photo: the model, what is done before and after it, and the stages behind it. */
function nameVersion(digest: string, processing: Processing): string {
  return `${VERSION}-${digest.slice(0, 12)}-${sha256(JSON.stringify(processing)).slice(0, 8)}-${LOCAL_VERSION}`
}

/** Finds products with a model, in a thread of its own: one photo after the other, for a runtime uses all cores by itself. */
interface Segmenter {
  segment(photo: Raster, signal: AbortSignal): Promise<Field>
  close(): Promise<void>
}

function createSegmenter(model: Model, { processing, runtime }: OnnxSettings, setting: OnnxSetting): Segmenter {
  const crew = createCrew<SegmentRequest, Field>(locateBuilt('onnx-worker.mjs'), 1)
  let finding: Promise<string> | undefined
  const find = (signal: AbortSignal): Promise<string> =>
    (finding ??= findModel(model, setting, signal).catch((error: unknown) => {
      finding = undefined
      throw error
    }))
  return {
    segment: async (photo, signal) => {
      const file = await find(signal)
      const colours = await squeezeColours(photo, processing)
      const request = { root: setting.root, kind: runtime, file, digest: model.sha256, processing, colours }
      // sharp's own memory can't be handed over.
      return crew.run(() => ({ request, transfers: [] }), signal)
    },
    close: () => crew.close(),
  }
}
