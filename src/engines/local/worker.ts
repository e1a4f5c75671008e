/** The worker thread of the embedded engine: cuts one photo per message. Built as `dist/local-worker.mjs`. */
import { cutOut } from './cut-out.ts'
import { createNet, type Net } from './net/net.ts'
import { readShippedNet, type ShippedNet } from './net/weights.ts'
import { listTransfers, type CutRequest } from './messages.ts'
import { serveRequests } from './serve.ts'

/** Loads a network while the first photo is still being decoded. What fails is told to those who ask it. */
function loadNet(name: ShippedNet): Net {
  try {
    return createNet(readShippedNet(name))
  } catch (error) {
    return () => {
      throw error
    }
  }
}

const nets = { mask: loadNet('mask-net'), alpha: loadNet('alpha-net') }

serveRequests(
  ({ photo, prior }: CutRequest) => cutOut(photo, nets, prior),
  ({ raster }) => listTransfers(raster),
)
