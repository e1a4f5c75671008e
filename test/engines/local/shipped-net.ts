import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Nets } from '../../../src/engines/local/cut-out.ts'
import { createNet, type Net } from '../../../src/engines/local/net/net.ts'
import { unpackNet, type ShippedNet } from '../../../src/engines/local/net/weights.ts'

const FOLDER = join(import.meta.dirname, '../../../src/engines/local/weights')

/** A network with the weights in the source tree. */
export function loadNet(name: ShippedNet): Net {
  return createNet(unpackNet(readFileSync(join(FOLDER, `${name}.bin`))))
}

/** Both networks, as the embedded engine uses them. */
export function loadNets(): Nets {
  return { mask: loadNet('mask-net'), alpha: loadNet('alpha-net') }
}
