/** The worker thread of the embedded engine: cuts one photo per message. Built as `dist/local-worker.mjs`. */
import { cutOut } from './cut-out.ts'
import { createNet, type Net } from './net/net.ts'
import { readShippedNet } from './net/weights.ts'
import { listTransfers, type CutRequest } from './messages.ts'
import { serveRequests } from './serve.ts'

/** The weights are read for the first photo that comes without a prior. */
function createLateNet(): Net {
  let net: Net | undefined
  return (input) => (net ??= createNet(readShippedNet('mask-net')))(input)
}

const net = createLateNet()

serveRequests(
  ({ photo, prior }: CutRequest) => cutOut(photo, net, prior),
  ({ raster }) => listTransfers(raster),
)
