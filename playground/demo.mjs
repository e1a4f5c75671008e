/**
 * The main job on real input: builds the playground's page and a before/after sheet.
 *
 *   npm run demo [-- vite|webpack|rollup …]   (default: all bundlers; the cut-outs are shared through the cache)
 */
import { readFile, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builders } from './builders.mjs'
import { writeSheet } from './sheet.mjs'

const root = fileURLToPath(new URL('.', import.meta.url))
const folder = process.cwd()
const show = (/** @type {string} */ file) => relative(folder, file)
const names = process.argv.slice(2)
const bundlers = names.length > 0 ? names : Object.keys(builders)

// Rollup and Rolldown have no root but this: one lockfile for all.
process.chdir(root)

for (const name of bundlers) {
  const build = builders[name]
  if (!build) throw new Error(`Bundler "${name}" is unknown; expected one of ${Object.keys(builders).join(', ')}.`)
  await rm(join(root, 'dist', name), { recursive: true, force: true })
  const begun = performance.now()
  await build()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`\n${name}: page built in ${seconds} s`)
}

const photos = JSON.parse(await readFile(join(root, 'photos/catalogue.json'), 'utf8')).map(({ photo }) => photo)
const sheet = join(root, 'dist/before-after.png')
console.log('\nbefore → after')
const rows = await writeSheet(
  photos.map((photo) => join(root, 'photos', photo)),
  sheet,
)
for (const { photo, asset } of rows) {
  const before = Math.round((await stat(photo)).size / 1000)
  const after = Math.round(asset.bytes / 1000)
  const confidence = asset.confidence === undefined ? '' : `  confidence ${asset.confidence.toFixed(2)}`
  console.log(
    `  ${show(photo).padEnd(42)} ${`${before} kB`.padStart(7)} → ${`${after} kB`.padStart(7)}  ` +
      `${asset.width} × ${asset.height}  ${asset.cached ? 'cached' : `${(asset.ms / 1000).toFixed(1)} s`}${confidence}`,
  )
}

console.log(`\n${rows.length} photos, cut by ${rows[0].asset.engine}`)
console.log(`Before/after sheet, for an image viewer: ${show(sheet)}`)
for (const name of bundlers) console.log(`Page built by ${name}:`.padEnd(24), describePage(name))

/** Browsers load module scripts from a server only; webpack's classic scripts also from disk. */
function describePage(name) {
  if (name === 'webpack') return `${show(join(root, 'dist/webpack/index.html'))} (open it)`
  return `npx vite preview ${show(root)} --outDir dist/${name}`
}
