/** The worker thread of the embedded engine: cuts one photo per message. Built as `dist/local-worker.mjs`. */
import { cutOut } from './cut-out.ts'
import { createNet, type Net } from './net/net.ts'
import { readShippedNet } from './net/weights.ts'
import { listTransfers, type CutRequest } from './messages.ts'
import { serveRequests } from './serve.ts'

/** Loads the network while the first photo is still being decoded. What fails is told to those who ask it. */
function loadNet(): Net {
  try {
    return createNet(readShippedNet('mask-net'))
  } catch (error) {
    return () => {
      throw error
    }
  }
}

const net = loadNet()

serveRequests(
  ({ photo, prior }: CutRequest) => cutOut(photo, net, prior),
  ({ raster }) => listTransfers(raster),
)
