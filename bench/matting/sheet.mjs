import sharp from 'sharp'
import { writeWhole } from './files.mjs'

const CELL = 300
const CAPTION = 34
const ROWS_PER_PAGE = 20
const GROUNDS = ['#ff00ff', '#101214', '#ffe14d']

/**
 * Contact sheets, worst photo first: the photo, our cut-out on three grounds, the peer's on two of them, and where our
 * alpha is off (red: too much, blue: too little). Writes `<stem>.png`, `<stem>-2.png` and so on.
 *
 * @param {readonly (import('./table.mjs').Row & { files: { photo: string, matte: string, cut: string, peer?: string } })[]} rows
 * @param {string} stem
 * @returns {Promise<string[]>} the pages
 */
export async function writeSheets(rows, stem) {
  const worstFirst = rows.toSorted((a, b) => a.ours.iou - b.ours.iou)
  const pages = []
  for (let at = 0; at < worstFirst.length; at += ROWS_PER_PAGE) {
    const file = `${stem}${at === 0 ? '' : `-${at / ROWS_PER_PAGE + 1}`}.png`
    await writeWhole(file, await drawPage(worstFirst.slice(at, at + ROWS_PER_PAGE)))
    pages.push(file)
  }
  return pages
}

async function drawPage(rows) {
  const lines = await Promise.all(rows.map(drawRow))
  const height = CELL + CAPTION
  const composite = lines.flatMap((cells, row) =>
    cells.map((input, column) => ({ input, left: column * CELL, top: row * height })),
  )
  const page = { width: 7 * CELL, height: rows.length * height, channels: 3, background: '#ffffff' }
  return sharp({ create: page }).composite(composite).png().toBuffer()
}

async function drawRow(row) {
  const { photo, matte, cut, peer } = row.files
  const grounds = peer === undefined ? [] : GROUNDS.slice(0, 2).map((ground) => drawOn(peer, ground))
  const images = await Promise.all([
    drawOn(photo, '#ffffff'),
    ...GROUNDS.map((ground) => drawOn(cut, ground)),
    ...grounds,
    drawDifference(cut, matte),
  ])
  const captions = [
    row.name,
    `IoU ${row.ours.iou.toFixed(3)}  confidence ${row.confidence.toFixed(2)}`,
    describe(row.ours),
    '',
  ]
  const theirs = row.peer === undefined ? [] : [`peer: IoU ${row.peer.iou.toFixed(3)}`, describe(row.peer)]
  return Promise.all(
    images.map((image, i) => frame(image, [...captions, ...theirs, 'red too much, blue too little'][i])),
  )
}

const describe = ({ sad, gradient, edge }) =>
  `SAD ${sad.toFixed(2)}  grad ${gradient.toFixed(2)}  edge ${edge.toFixed(1)}`

/** Composed at full size, then made smaller: as a page shows it. */
async function drawOn(file, background) {
  const flat = await sharp(file).flatten({ background }).png({ compressionLevel: 1 }).toBuffer()
  return shrink(sharp(flat))
}

async function drawDifference(cut, matte) {
  const alpha = await sharp(cut).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  const truth = await sharp(matte).extractChannel(0).raw().toBuffer()
  const bytes = new Uint8ClampedArray(truth.length * 3)
  for (let i = 0; i < truth.length; i++) {
    const off = alpha.data[i] - truth[i]
    const grey = truth[i] / 4
    bytes.set(off > 0 ? [grey + off, grey, grey] : [grey, grey - off / 3, grey - off], i * 3)
  }
  const { width, height } = alpha.info
  return shrink(sharp(Buffer.from(bytes), { raw: { width, height, channels: 3 } }))
}

const shrink = (image) =>
  image
    .resize(CELL - 4, CELL - 4, { fit: 'contain', background: '#c8ccd2' })
    .png({ compressionLevel: 1 })
    .toBuffer()

function frame(input, caption = '') {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL}" height="${CAPTION}"><text x="4" y="22" font-family="sans-serif" font-size="15">${caption}</text></svg>`
  return sharp({ create: { width: CELL, height: CELL + CAPTION, channels: 3, background: '#ffffff' } })
    .composite([
      { input: Buffer.from(text), left: 0, top: 0 },
      { input, left: 2, top: CAPTION },
    ])
    .png({ compressionLevel: 1 })
    .toBuffer()
}
