import { sha256 } from '../../core/hash.ts'
import type { Engine, Raster } from '../../core/types.ts'
import { defineEngine } from '../define.ts'
import { finishCutOut } from '../local/finish.ts'
import { LOCAL_VERSION } from '../local/identity.ts'
import type { Field } from '../local/planes/field.ts'
import { createPool } from '../local/pool.ts'
import { isCutOut } from '../local/transparency.ts'
import { hashModel } from './model.ts'
import type { Processing } from './presets.ts'
import { createSegmenter, type OnnxSetting } from './segmenter.ts'
import type { OnnxSettings } from './settings.ts'

/** Raised when this engine's own steps give other pixels. */
const VERSION = '1'

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
      return { png: await finishCutOut(raster, layout, image), confidence, paid: false }
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
