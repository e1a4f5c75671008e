/** Draws `docs/before-after.png` of the README: node playground/readme-picture.mjs */
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { writeSheet } from './sheet.mjs'

const PHOTOS = ['studio-headphones', 'oak-stool', 'roll-backpack', 'potted-plant']
const pathOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url))

const sheet = pathOf('dist/readme.png')
await writeSheet(
  PHOTOS.map((name) => pathOf(`photos/${name}.jpg`)),
  sheet,
)
await sharp(sheet)
  .resize(1240)
  .png({ palette: true, quality: 90, effort: 10 })
  .toFile(pathOf('../docs/before-after.png'))
