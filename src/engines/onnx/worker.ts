/** The thread that runs the model of engine `onnx`: one photo per message. Built as `dist/onnx-worker.mjs`. */
import { listTransfers } from '../local/messages.ts'
import { serveRequests } from '../local/serve.ts'
import type { SegmentRequest } from './messages.ts'
import { openSegment, type Segment } from './session.ts'

/** Loads the model for the first photo; a thread belongs to one engine, so it never sees another. */
function createLateSegment(): (request: SegmentRequest) => ReturnType<Segment> {
  let opening: Promise<Segment> | undefined
  return async ({ colours, ...model }) => {
    const segment = await (opening ??= openSegment(model).catch((error: unknown) => {
      opening = undefined
      throw error
    }))
    return segment(colours)
  }
}

serveRequests(createLateSegment(), listTransfers)
