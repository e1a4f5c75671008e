/** A contact sheet: each photo, its cut-out on a checkerboard, on a dark page and on a bright one. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { createMatting } from 'unplugin-matting'

const CELL = 360
const GAP = 12

/** The grounds a cut-out is shown on; a checkerboard first, as editors show transparency. */
const GROUNDS = [checkerboard(), plain('#16191d'), plain('#f2c14e')]

/**
 * Cuts photos with the embedded engine (or takes them from the cache) and draws the sheet.
 *
 * @param {string[]} photos absolute paths
 * @param {string} file PNG to write
 * @param {number} [columns] photos beside one another
 */
export async function writeSheet(photos, file, columns = 2) {
  const matting = await createMatting(
    { engine: 'local' },
    { root: fileURLToPath(new URL('.', import.meta.url)), logger: { info: () => {}, warn: console.warn } },
  )
  const rows = await Promise.all(photos.map((photo) => cut(matting, photo)))
  await matting.close()
  const cells = await Promise.all(rows.map(drawRow))
  const width = columns * (4 * CELL + GAP) + GAP
  const height = Math.ceil(rows.length / columns) * (CELL + GAP) + GAP
  const composite = cells.map((input, index) => ({
    input,
    left: GAP + (index % columns) * (4 * CELL + GAP),
    top: GAP + Math.floor(index / columns) * (CELL + GAP),
  }))
  await mkdir(dirname(file), { recursive: true })
  await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(composite)
    .png()
    .toFile(file)
  return rows
}

async function cut(matting, photo) {
  const request = matting.parse(`${photo}?matting`)
  return { photo, asset: await matting.cut(request, photo) }
}

async function drawRow({ photo, asset }) {
  const picture = await sharp(await asset.read())
    .resize(CELL, CELL, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .toBuffer()
  const before = await sharp(photo).resize(CELL, CELL, { fit: 'contain', background: '#fff' }).toBuffer()
  const after = await Promise.all(
    GROUNDS.map(async (ground) =>
      sharp(await ground)
        .composite([{ input: picture }])
        .png()
        .toBuffer(),
    ),
  )
  return sharp({ create: { width: 4 * CELL, height: CELL, channels: 3, background: '#fff' } })
    .composite([before, ...after].map((input, index) => ({ input, left: index * CELL, top: 0 })))
    .png()
    .toBuffer()
}

function plain(background) {
  return sharp({ create: { width: CELL, height: CELL, channels: 3, background } })
    .png()
    .toBuffer()
}

function checkerboard() {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${CELL}"><pattern id="p" width="24" height="24" patternUnits="userSpaceOnUse">` +
    `<rect width="24" height="24" fill="#fff"/><rect width="12" height="12" fill="#ccc"/><rect x="12" y="12" width="12" height="12" fill="#ccc"/>` +
    `</pattern><rect width="100%" height="100%" fill="url(#p)"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
