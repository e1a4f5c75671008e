/**
 * Measures the embedded engine, photo by photo, beside the neural peer where that is installed:
 *
 *   npm run build && node bench/matting/run.mjs [--half held-out|tuning] [--group name] [--only part-of-a-name]
 *     [--worker file] [--peer folder] [--folder folder] [--json file] [--quick] [--truth pixels]
 *
 * `--worker` is the `dist/local-worker.mjs` of another checkout or copy, with the package.json beside `dist` by which it finds its
 * weights. Photos that are missing are drawn first. Prints the table, the bar's misses and the confidence's calibration; writes contact
 * sheets and our cut-outs to the folder, unless `--quick`. With `--truth` the true matte, shrunk to so many pixels, stands for what the
 * network says: what is wrong then the other stages have done.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeRaster, readPrior, readRaster, startEngine } from './engine.mjs'
import { DEFAULT_FOLDER, locateScene, writeWhole } from './files.mjs'
import { measureCutOut } from './metrics.mjs'
import { cutWithPeer } from './peer.mjs'
import { drawMissing } from './render.mjs'
import { selectScenes } from './select.mjs'
import { writeSheets } from './sheet.mjs'
import { writeCalibration, writeTable } from './table.mjs'

const TEXT = { type: 'string' }

const { values } = parseArgs({
  options: {
    half: { type: 'string', default: 'held-out' },
    folder: { type: 'string', default: DEFAULT_FOLDER },
    group: TEXT,
    only: TEXT,
    worker: TEXT,
    peer: TEXT,
    json: TEXT,
    quick: { type: 'boolean', default: false },
    truth: TEXT,
  },
})
const folder = resolve(values.folder)
const scenes = selectScenes(values)
await drawMissing(scenes, folder)
const ours = await measureOurs(scenes)
const rows = values.peer === undefined ? ours : await addPeer(ours, resolve(values.peer))

console.log(`${writeTable(rows)}\n\n${writeCalibration(rows)}`)
if (values.json !== undefined)
  await writeFile(
    values.json,
    `${JSON.stringify(
      rows.map(({ files: _, ...row }) => row),
      null,
      2,
    )}\n`,
  )
if (!values.quick) console.log(`\n${(await writeSheets(rows, join(folder, nameSheet(values)))).join('\n')}`)

/** Of part of a half, a sheet of its own. */
function nameSheet({ half, group, only }) {
  return ['sheet', half, group, only].filter((part) => part !== undefined).join('-')
}

async function measureOurs(scenes) {
  const engine = startEngine(values.worker && resolve(values.worker))
  const rows = []
  for (const scene of scenes) rows.push(await measureScene(engine, scene))
  await engine.close()
  return rows
}

async function measureScene(engine, scene) {
  const files = { ...locateScene(folder, scene), cut: join(folder, 'cuts', scene.half, `${scene.name}.png`) }
  const prior = values.truth === undefined ? undefined : await readPrior(files.matte, Number(values.truth))
  const { raster, confidence } = await engine.cut(await readRaster(files.photo), prior)
  if (!values.quick) await writeWhole(files.cut, await encodeRaster(raster))
  const { name, group } = scene
  return { name, group, confidence, ours: measureCutOut(raster, await readRaster(files.colours)), files }
}

async function addPeer(rows, peer) {
  const cuts = await cutWithPeer(
    rows.map(({ files }) => files.photo),
    { peer, folder },
  )
  const measured = []
  for (const [index, row] of rows.entries()) {
    const figures = measureCutOut(await readRaster(await readFile(cuts[index])), await readRaster(row.files.colours))
    measured.push({ ...row, peer: figures, files: { ...row.files, peer: cuts[index] } })
  }
  return measured
}
