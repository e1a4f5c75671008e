import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createNet, type Net } from '../../../src/engines/local/net/net.ts'
import { unpackNet } from '../../../src/engines/local/net/weights.ts'

const FILE = join(import.meta.dirname, '../../../src/engines/local/weights/mask-net.bin')

/** The network with the weights in the source tree. */
export function loadNet(): Net {
  return createNet(unpackNet(readFileSync(FILE)))
}
