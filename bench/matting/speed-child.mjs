/**
 * Run by `speed.mjs` in a fresh process: cuts one photo in the way its first argument names and prints what that took, as
 * JSON. Times count from the start of the process.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [how, photo] = process.argv.slice(2)

/** Each gets ready, and returns what then cuts. */
const WAYS = {
  /** Our worker: decoded pixels to decoded pixels. */
  async engine() {
    const { readRaster, startEngine } = await import('./engine.mjs')
    const engine = startEngine()
    return async () => {
      await engine.cut(await readRaster(photo))
      await engine.close()
    }
  },
  /** The package, from file to PNG, nothing cached. */
  async file() {
    const { createMatting } = await import('unplugin-matting')
    const root = await mkdtemp(join(tmpdir(), 'matting-speed-'))
    const logger = { info: () => {}, warn: () => {} }
    const matting = await createMatting({ engine: 'local', cache: false, lockfile: false }, { root, logger })
    return async () => {
      const asset = await matting.cut(matting.parse(`${photo}?matting`), photo)
      await writeFile(join(root, 'cut.png'), await asset.read())
      await matting.close()
      await rm(root, { recursive: true })
    }
  },
  /** The peer, from file to PNG; the working directory is where it is installed. */
  async peer() {
    const require = createRequire(join(process.cwd(), 'package.json'))
    const file = require.resolve('@imgly/background-removal-node').replace(/\.cjs$/, '.mjs')
    const { removeBackground } = await import(pathToFileURL(file))
    return async () => {
      const blob = await removeBackground(new Blob([await readFile(photo)], { type: 'image/jpeg' }), {
        model: 'medium',
      })
      await blob.arrayBuffer()
    }
  },
}

const cut = await WAYS[how]()
const idle = process.memoryUsage().rss / 1e6
await cut()
const { user, system } = process.cpuUsage()
const seconds = performance.now() / 1000
process.stdout.write(
  JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak: (process.resourceUsage().maxRSS * 1024) / 1e6, idle }),
)
process.exit()
