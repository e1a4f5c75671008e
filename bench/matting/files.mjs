import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where pictures go unless told otherwise: a folder that git ignores. */
export const DEFAULT_FOLDER = fileURLToPath(new URL('../../tmp/matting-bench', import.meta.url))

/** Files of a scene: the photo, its matte, its true foreground colours. @param {string} folder @param {import('./scenes/plan.mjs').Scene} scene */
export function locateScene(folder, { half, name }) {
  const stem = join(folder, half, name)
  return { photo: `${stem}.jpg`, matte: `${stem}.matte.png`, colours: `${stem}.colours.png` }
}

/** Whether a scene was drawn to its end: its photo is written last. */
export const isDrawn = (folder, scene) => existsSync(locateScene(folder, scene).photo)

/** Writes a file and its folder, whole or not at all. */
export async function writeWhole(file, bytes) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.part`, bytes)
  await rename(`${file}.part`, file)
}
