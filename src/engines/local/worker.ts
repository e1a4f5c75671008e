/** The worker thread of the embedded engine: cuts one photo per message. Built as `dist/local-worker.mjs`. */
import { parentPort } from 'node:worker_threads'
import { cutOut } from './cut-out.ts'
import { createNet } from './mask/net.ts'
import { readShippedNet } from './mask/weights.ts'
import { listTransfers, type CutReply, type CutRequest } from './messages.ts'

const net = createNet(readShippedNet())

parentPort?.on('message', ({ photo }: CutRequest) => {
  const reply = tryCut(() => cutOut(photo, net))
  parentPort?.postMessage(reply, 'cutOut' in reply ? listTransfers(reply.cutOut.raster) : [])
})

function tryCut(cut: () => Extract<CutReply, { cutOut: unknown }>['cutOut']): CutReply {
  try {
    return { cutOut: cut() }
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
