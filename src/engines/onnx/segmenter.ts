import { locateBuilt } from '../../core/built-file.ts'
import type { Raster } from '../../core/types.ts'
import { squeezeColours } from '../../raster/squeeze.ts'
import { createCrew } from '../local/crew.ts'
import type { Field } from '../local/planes/field.ts'
import type { SegmentRequest } from './messages.ts'
import { findModel, type Model, type ModelStorage } from './model.ts'
import type { OnnxSettings } from './settings.ts'

/** Where a model works. */
export interface OnnxSetting extends ModelStorage {
  /** Absolute path of the project. */
  readonly root: string
}

/** Finds products with a model, in a thread of its own: one photo after the other, for a runtime uses all cores by itself. */
export interface Segmenter {
  /**
   * How probable it is that a pixel is product, squeezed as the model sees the photo.
   *
   * @throws MattingError `ONNX_RUNTIME`, `ONNX_MODEL`, `SOURCE_DOWNLOAD`, or the signal's reason
   */
  segment(photo: Raster, signal: AbortSignal): Promise<Field>
  /** Ends the thread. */
  close(): Promise<void>
}

/** A segmenter that has not begun: the model is looked for, or downloaded, for the first photo. */
export function createSegmenter(model: Model, { processing, runtime }: OnnxSettings, setting: OnnxSetting): Segmenter {
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
