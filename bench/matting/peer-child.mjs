/** Run by `peer.mjs` in the peer's folder: cuts the photos that its argument lists, `[{ photo, file }]`. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeWhole } from './files.mjs'

const require = createRequire(join(process.cwd(), 'package.json'))
const { removeBackground } = await import(
  pathToFileURL(require.resolve('@imgly/background-removal-node').replace(/\.cjs$/, '.mjs'))
)

for (const { photo, file } of JSON.parse(process.argv[2])) {
  const blob = new Blob([await readFile(photo)], { type: 'image/jpeg' })
  const cut = await removeBackground(blob, { model: 'medium', output: { format: 'image/png', quality: 1 } })
  await writeWhole(file, Buffer.from(await cut.arrayBuffer()))
}
