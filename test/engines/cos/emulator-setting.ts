import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import type { Service } from '../../../src/core/service.ts'
import type { Engine } from '../../../src/core/types.ts'
import { type CosEmulator, type CosEmulatorOptions, createCosEmulator } from '../../../src/emulator.ts'
import type { CosSettings } from '../../../src/engines/cos/index.ts'
import { defineEngine } from '../../../src/engines/define.ts'
import { createService, createSettings } from './setting.ts'

/** Cuts at once: what is tested here is the way to the cut-out and back. */
const stencil: Engine = defineEngine({
  name: 'stencil',
  version: '1',
  async cut({ width, height }, { padding }) {
    const size = { width: width + 2 * padding.dx, height: height + 2 * padding.dy }
    const background = { r: 200, g: 40, b: 40, alpha: 0.4 }
    const image = sharp({ create: { ...size, channels: 4, background } })
    return { png: await image.png().toBuffer() }
  },
})

export interface TestEmulator extends CosEmulator {
  /** What a service needs to reach it. */
  readonly settings: CosSettings
  /** `GET 404`, in the order of arrival. */
  listRequests(): string[]
}

/** An emulator with a stencil for an engine; it is closed at the end of the test. */
export async function startEmulator(options: CosEmulatorOptions = {}): Promise<TestEmulator> {
  const emulator = await createCosEmulator({ engine: stencil, ...options })
  onTestFinished(() => emulator.close())
  const { url, bucket, region, secretId, secretKey } = emulator
  const settings = createSettings(url, { bucket, region, secretId, secretKey, sessionToken: undefined })
  const listRequests = (): string[] => emulator.requests.map(({ method, status }) => `${method} ${status}`)
  return Object.assign(emulator, { settings, listRequests })
}

/** An emulator and a service that reaches it; both are closed at the end of the test. */
export async function startService(
  options: CosEmulatorOptions = {},
  settings: Partial<CosSettings> = {},
): Promise<{ emulator: TestEmulator; service: Service }> {
  const emulator = await startEmulator(options)
  return { emulator, service: createService(emulator.url, { ...emulator.settings, ...settings }) }
}
