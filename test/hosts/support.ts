import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Engine, EngineImage } from '../../src/core/types.ts'
import type { Layout } from '../../src/directives/layout.ts'
import { defineEngine } from '../../src/engines/define.ts'
import { type CountingService, type CountingServiceSetting, createCountingService } from '../support/service.ts'

/** The repository, linked into every project as `node_modules/unplugin-matting`. */
const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))

export interface PhotoSetting {
  /** Pixels. @default 24 */
  width?: number
  /** Pixels. @default 16 */
  height?: number
  /** Another seed gives another picture. @default 1 */
  seed?: number
}

/** A tiny photo: a coloured disc on light grey; the colour follows from the seed. Written as the extension says (`.jpg`, `.png`, `.webp`). */
export async function makePhoto(file: string, setting: PhotoSetting = {}): Promise<void> {
  const { width = 24, height = 16, seed = 1 } = setting
  const fill = `hsl(${(seed * 77) % 360} 80% 40%)`
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="#eee"/><ellipse cx="50%" cy="50%" rx="35%" ry="35%" fill="${fill}"/></svg>`
  await mkdir(dirname(file), { recursive: true })
  // Renamed into place: a watcher never sees half a photo.
  const draft = join(dirname(file), `.draft-${basename(file)}`)
  await sharp(Buffer.from(svg)).toFile(draft)
  await rename(draft, file)
}

export interface CountingEngine {
  readonly engine: Engine
  /** One entry a call, in order. Empty it with `calls.length = 0`. */
  readonly calls: { readonly name: string; readonly layout: Layout }[]
}

/**
 * A fast engine that keeps the middle ellipse of a photo and counts its calls. It pads as asked, so that layouts can
 * be told apart by the size of the result; a damaged photo fails when it is decoded, as with a real engine.
 */
export function createCountingEngine(version = '1'): CountingEngine {
  const calls: CountingEngine['calls'] = []
  const engine = defineEngine({
    name: 'counting',
    version,
    async cut(image, layout) {
      calls.push({ name: image.name, layout })
      return { png: await cutEllipse(image, layout), confidence: 0.99 }
    },
  })
  return { engine, calls }
}

/** A counting engine with a counting service behind it, which makes all pictures: for rules, remote photos and public addresses. */
export function createServedEngine(setting?: CountingServiceSetting): CountingEngine & CountingService {
  const counted = createCountingService(setting)
  const { engine, calls } = createCountingEngine()
  return { ...counted, calls, engine: { ...engine, service: counted.service } }
}

export interface HangingEngine {
  readonly engine: Engine
  /** Resolves when a photo is being cut. */
  readonly begun: Promise<void>
  /** File names of the photos whose cut was given up. */
  readonly abandoned: string[]
}

/** An engine that never ends by itself, only when it is told to give up. It keeps its process alive meanwhile. */
export function createHangingEngine(): HangingEngine {
  const abandoned: string[] = []
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const engine = defineEngine({
    name: 'hanging',
    version: '1',
    cut(image, _layout, { signal }) {
      begin()
      return new Promise((_resolve, reject) => {
        const timer = setInterval(() => undefined, 1000)
        signal.addEventListener('abort', () => {
          clearInterval(timer)
          abandoned.push(image.name)
          reject(signal.reason as Error)
        })
      })
    },
  })
  return { engine, begun, abandoned }
}

async function cutEllipse(image: EngineImage, { padding }: Layout): Promise<Uint8Array> {
  const { data, width, height } = await image.decode()
  const mask =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    '<ellipse cx="50%" cy="50%" rx="35%" ry="35%"/></svg>'
  const cut = await sharp(data, { raw: { width, height, channels: 4 } })
    .composite([{ input: Buffer.from(mask), blend: 'dest-in' }])
    .png()
    .toBuffer()
  const { dx, dy } = padding
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  return sharp(cut).extend({ left: dx, right: dx, top: dy, bottom: dy, background }).png().toBuffer()
}

export interface Project {
  /** Absolute path, without symbolic links. */
  readonly dir: string
  /** Writes a file, its folders included. */
  write(file: string, content: string | Uint8Array): Promise<void>
  /** Removes the project. */
  remove(): Promise<void>
}

/** A project in a folder of its own, with this package linked into its `node_modules`. Keys are paths relative to it. */
export async function createProject(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Project> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-host-')))
  const write: Project['write'] = async (file, content) => {
    await mkdir(dirname(join(dir, file)), { recursive: true })
    await writeFile(join(dir, file), content)
  }
  await mkdir(join(dir, 'node_modules'))
  await symlink(REPOSITORY, join(dir, 'node_modules/unplugin-matting'), 'junction')
  for (const [file, content] of Object.entries(files)) await write(file, content)
  return { dir, write, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) }
}

/** All files below a folder: POSIX path relative to it → bytes. Empty where the folder does not exist. */
export async function readOutput(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths.sort().map(async (path) => {
    return [relative(dir, path).split(sep).join('/'), await readFile(path)] as const
  })
  return new Map(await Promise.all(files))
}

/** Whether bytes are a whole PNG with a transparent corner and an opaque middle: what {@link createCountingEngine} makes. */
export async function isCutOut(bytes: Uint8Array): Promise<boolean> {
  const { format } = await sharp(bytes).metadata()
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const middle = Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)
  return format === 'png' && data[3] === 0 && data[middle * 4 + 3] === 255
}
