/**
 * What a cold build costs beyond what the cloud itself takes: many photos through an emulator that answers after a fixed time, beside the ideal
 * max(n / qps, n × latency / concurrency). The emulator runs in a process of its own and cuts nothing worth mentioning. Then the same
 * pipeline on a warm cache with ten times the imports, to see that it grows as they do.
 *
 *   npm run build && node bench/cold-build.mjs [--photos 400] [--latency 200] [--concurrency 8] [--qps 100]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import sharp from 'sharp'

const LIMIT = 1.1
const names = ['photos', 'latency', 'concurrency', 'qps', 'emulate']
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) })

if (values.emulate === undefined) await main()
else await emulate(Number(values.emulate))

async function main() {
  const photos = Number(values.photos ?? 400)
  const latency = Number(values.latency ?? 200)
  const concurrency = Number(values.concurrency ?? 8)
  const qps = Number(values.qps ?? 100)
  const dir = mkdtempSync(join(tmpdir(), 'matting-bench-'))
  const cloud = fork(fileURLToPath(import.meta.url), ['--emulate', String(latency)])
  try {
    const [{ url }] = await once(cloud, 'message')
    await writePhotos(dir, photos)
    const options = { ...describeCloud(url, qps), concurrency }
    const cold = await cutAll(dir, { photos, options, imports: photos })
    const ideal = Math.max((photos / qps) * 1000, (photos * latency) / concurrency)
    const ratio = cold.ms / ideal
    console.log(`${photos} photos, latency ${latency} ms, ${concurrency} in flight, ${qps} requests a second`)
    console.log(
      `cold: ${cold.ms.toFixed(0)} ms, ideal ${ideal.toFixed(0)} ms, ${ratio.toFixed(2)} × (limit ${LIMIT} ×)\n`,
    )
    console.log('imports   warm ms   ms an import')
    for (const imports of [1000, 10_000]) {
      const { ms } = await cutAll(dir, { photos, options, imports })
      console.log(`${String(imports).padEnd(10)}${ms.toFixed(0).padEnd(10)}${(ms / imports).toFixed(3)}`)
    }
  } finally {
    cloud.kill()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Asks for `imports` cut-outs of the photos, with as many paddings as that takes; all at once, as a bundler would. */
async function cutAll(root, { photos, options, imports }) {
  const { createMatting } = await import('unplugin-matting')
  const matting = await createMatting(options, { root, env: {}, logger: { info() {}, warn: console.error } })
  const cut = (index) => {
    const padding = Math.floor(index / photos)
    const file = `${index % photos}.jpg`
    return matting.cut(
      matting.parse(`./${file}?matting${padding === 0 ? '' : `&padding=${padding}`}`),
      join(root, file),
    )
  }
  const wanted = Array.from({ length: imports }, (_, index) => index)
  if (imports > photos) await inTurns(wanted, cut)
  const started = performance.now()
  await inTurns(wanted, cut)
  await matting.finish()
  const ms = performance.now() - started
  await matting.close()
  return { ms }
}

/** Bundlers load some hundred modules at once. */
async function inTurns(wanted, cut) {
  for (let from = 0; from < wanted.length; from += 500) await Promise.all(wanted.slice(from, from + 500).map(cut))
}

function describeCloud(endpoint, qps) {
  const keys = { secretId: 'emulator-secret-id', secretKey: 'emulator-secret-key' }
  // Paddings are laid out here: ten thousand pictures then take no more calls than there are photos.
  return {
    layout: 'local',
    cos: { bucket: 'examplebucket-1250000000', region: 'ap-guangzhou', endpoint, qps, ...keys },
  }
}

async function writePhotos(dir, count) {
  mkdirSync(dir, { recursive: true })
  for (let index = 0; index < count; index++) {
    const background = { r: index % 256, g: Math.floor(index / 256), b: 90 }
    const image = sharp({ create: { width: 64, height: 48, channels: 3, background } })
    writeFileSync(join(dir, `${index}.jpg`), await image.jpeg().toBuffer())
  }
}

async function emulate(latency) {
  const { createCosEmulator } = await import('unplugin-matting/emulator')
  const shape = Buffer.from('<svg width="64" height="48"><circle cx="32" cy="24" r="16" fill="#a33"/></svg>')
  const png = await sharp(shape).png().toBuffer()
  const engine = { name: 'disc', version: '1', cut: async () => ({ png }) }
  const { url } = await createCosEmulator({ engine, latency })
  process.send({ url })
}
