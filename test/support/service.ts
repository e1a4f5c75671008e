import sharp from 'sharp'
import type { Publication, Service, ServiceContext, ServiceResult } from '../../src/core/service.ts'
import type { EngineImage, RemotePhoto } from '../../src/core/types.ts'
import { writeCanonical } from '../../src/directives/canonical.ts'
import type { Task } from '../../src/directives/task.ts'

export interface CountingService {
  readonly service: Service
  /** One entry a call of `run`: the photo and its tasks, in their canonical form. */
  readonly runs: { readonly photo: EngineImage | RemotePhoto; readonly tasks: readonly string[] }[]
  /** Addresses that were published. */
  readonly published: string[]
}

export interface CountingServiceSetting {
  /** Pictures have public addresses below this one. @default none */
  readonly publicUrl?: string
  /** Called before each result; may wait, or throw. */
  readonly before?: (task: Task, context: ServiceContext) => unknown
}

/**
 * A service that counts: cut-outs are the middle of a photo, rules make a WebP. Remote photos give a picture of 20 × 20
 * pixels, without a request.
 */
export function createCountingService({ publicUrl, before }: CountingServiceSetting = {}): CountingService {
  const runs: CountingService['runs'] = []
  const published: string[] = []
  const addressOf = ({ photo, task, stored }: Omit<Publication, 'bytes' | 'type'>): string | undefined =>
    publicUrl === undefined
      ? undefined
      : `${publicUrl}/out/${photo.slice(0, 8)}-${encodeURIComponent(writeCanonical(task))}-${stored ? 'made' : 'laid'}`
  const service: Service = {
    name: 'counting',
    version: '1',
    run(photo, tasks, context) {
      runs.push({ photo, tasks: tasks.map(writeCanonical) })
      return tasks.map(async (task) => {
        await before?.(task, context)
        return makeResult(photo, task)
      })
    },
    addressOf,
    publish: async (publication) => void published.push(addressOf(publication) ?? ''),
    close: async () => {},
  }
  return { service, runs, published }
}

async function makeResult(photo: EngineImage | RemotePhoto, task: Task): Promise<ServiceResult> {
  const picture = 'url' in photo ? sharp(await drawRemote()) : sharp(photo.bytes)
  if (task.kind === 'rule') {
    const told = { result: { Format: 'webp', Quality: 85 }, original: { Ave: '0x102030', Orientation: 0 } }
    return { bytes: await picture.webp().toBuffer(), paid: true, told }
  }
  const { padding } = task.layout
  const cut = await picture
    .composite([
      { input: Buffer.from('<svg width="8" height="8"><circle cx="4" cy="4" r="4"/></svg>'), blend: 'dest-in' },
    ])
    .png()
    .toBuffer()
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  const edges = { left: padding.dx, right: padding.dx, top: padding.dy, bottom: padding.dy, background }
  return { bytes: await sharp(cut).extend(edges).png().toBuffer(), paid: true }
}

function drawRemote(): Promise<Buffer> {
  return sharp({ create: { width: 20, height: 20, channels: 4, background: '#c33' } })
    .png()
    .toBuffer()
}
