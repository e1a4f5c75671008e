/**
 * Draws the data set: `node bench/matting/render.mjs [folder] [--half tuning|held-out] [--group name] [--only name] [--again]`.
 * What is there already is left alone unless `--again` is given. The same code draws the same pixels every time.
 */
import { parseArgs } from 'node:util'
import { DEFAULT_FOLDER, isDrawn, locateScene, writeWhole } from './files.mjs'
import { composeScene } from './scenes/compose.mjs'
import { HALVES } from './scenes/plan.mjs'
import { selectScenes } from './select.mjs'

/** Draws those of `scenes` that are missing. @param {readonly import('./scenes/plan.mjs').Scene[]} scenes @param {string} folder */
export async function drawMissing(scenes, folder) {
  for (const scene of scenes.filter((each) => !isDrawn(folder, each))) await drawScene(scene, folder)
}

async function drawScene(scene, folder) {
  const files = locateScene(folder, scene)
  const { photo, matte, colours } = await composeScene(scene)
  await writeWhole(files.matte, matte)
  await writeWhole(files.colours, colours)
  await writeWhole(files.photo, photo)
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      half: { type: 'string' },
      group: { type: 'string' },
      only: { type: 'string' },
      again: { type: 'boolean' },
    },
  })
  const folder = positionals[0] ?? DEFAULT_FOLDER
  for (const half of values.half === undefined ? HALVES : [values.half]) {
    const scenes = selectScenes({ ...values, half })
    const start = performance.now()
    if (values.again) for (const scene of scenes) await drawScene(scene, folder)
    else await drawMissing(scenes, folder)
    console.log(`${half}: ${scenes.length} scenes in ${folder}, ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
}

if (import.meta.filename === process.argv[1]) await main()
