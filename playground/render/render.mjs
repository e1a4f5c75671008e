// Renders the product photos and their mattes: node playground/render/render.mjs [names…] [--scale 0.25] [--out dir]
import { readdirSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { develop, writeJpeg, writeMatte } from './engine/film.mjs'
import { takePhoto } from './engine/studio.mjs'

const QUALITY = 88
const THREADS = 2

const here = (/** @type {string} */ path) => new URL(path, import.meta.url).pathname
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: 'string', default: '1' }, out: { type: 'string' } },
})
const photos = values.out ?? here('../photos')
const mattes = values.out ?? here('../../test/fixtures/mattes')
const all = readdirSync(here('scenes'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace(/\.mjs$/, ''))
for (const name of positionals.length ? positionals : all) await render(name, Number(values.scale))

/** @param {string} name @param {number} scale */
async function render(name, scale) {
  const { default: scene } = await import(`./scenes/${name}.mjs`)
  const width = Math.round(scene.width * scale)
  const height = Math.round(scene.height * scale)
  const start = performance.now()
  const { light, matte } = await takePhoto(name, width, height, THREADS)
  const pixels = await develop(light, width, height, scene.exposure ?? 1)
  await Promise.all([photos, mattes].map((folder) => mkdir(folder, { recursive: true })))
  const jpeg = `${photos}/${name}.jpg`
  const png = `${mattes}/${name}.png`
  await writeJpeg(pixels, width, height, jpeg, QUALITY)
  await writeMatte(matte, width, height, png)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    `${name} ${width}x${height} ${seconds} s, ${await kilobytes(jpeg)}, matte ${await kilobytes(png)}, ${fill(matte, width, height)}`,
  )
}

/** @param {string} file */
async function kilobytes(file) {
  return `${Math.round((await stat(file)).size / 1024)} KB`
}

/** How much of the frame the product's box spans. @param {Float32Array} matte @param {number} width @param {number} height */
function fill(matte, width, height) {
  const xs = []
  const ys = []
  for (let i = 0; i < matte.length; i++) {
    if (matte[i] < 0.5) continue
    xs.push(i % width)
    ys.push(Math.floor(i / width))
  }
  const span = (/** @type {number[]} */ v, /** @type {number} */ size) => {
    const low = v.reduce((a, b) => Math.min(a, b), size)
    const high = v.reduce((a, b) => Math.max(a, b), 0)
    return `${Math.round((100 * low) / size)}-${Math.round((100 * high) / size)} %`
  }
  return `box x ${span(xs, width)}, y ${span(ys, height)}`
}
